import { DomainError } from '@app/kernel';

import type { CarriedOrder, PayoutRail } from './payout-rail';

/** The rails that this installation is configured for, the preferred ones first. */
export class RailDirectory {
  constructor(private readonly rails: readonly PayoutRail[]) {}

  get names(): readonly string[] {
    return this.rails.map(({ name }) => name);
  }

  /** A configured rail by its name. */
  get(name: string): PayoutRail {
    const rail = this.rails.find((candidate) => candidate.name === name);
    if (rail !== undefined) return rail;
    const names = this.names.join(', ');
    throw new DomainError(
      'not_found',
      'payout.unknown_rail',
      {
        en: `There is no rail "${name}" here. Configured: ${names === '' ? 'none' : names}.`,
        'zh-CN': `没有配置付款通道“${name}”。已配置：${names === '' ? '无' : names}。`,
      },
      { saw: name },
    );
  }

  /** The rail that a new payout takes: the first one that can carry it. */
  forOrder(order: CarriedOrder): PayoutRail {
    const refusals: { readonly rail: PayoutRail; readonly en: string; readonly zh: string }[] = [];
    for (const rail of this.rails) {
      const refusal = rail.refusal(order);
      if (refusal === null) return rail;
      refusals.push({ rail, en: refusal.en, zh: refusal['zh-CN'] });
    }
    if (refusals.length === 0) throw noRail();
    const en = refusals.map((one) => `${one.rail.name}: ${one.en}`).join(' ');
    const zh = refusals.map((one) => `${one.rail.name}：${one.zh}`).join('');
    throw new DomainError('unavailable', 'payout.no_rail', {
      en: `No payout rail here can carry this order, so the claim waits. ${en} Configure a rail that can.`,
      'zh-CN': `没有付款通道可办理此笔付款，索赔暂待付款。${zh}请配置合适的通道。`,
    });
  }
}

function noRail(): DomainError {
  return new DomainError('unavailable', 'payout.no_rail', {
    en: 'No payout rail is configured, so approved claims wait. Set RAIL_SIMULATED_URL or configure another rail.',
    'zh-CN': '未配置付款通道，已批准的索赔暂待付款。请配置 RAIL_SIMULATED_URL 或其他通道。',
  });
}
