import { DomainError } from '@app/kernel';

import type { PayoutRail } from './payout-rail';

/** The rails that this installation is configured for. */
export class RailDirectory {
  constructor(private readonly rails: readonly PayoutRail[]) {}

  /** A configured rail by its name. */
  get(name: string): PayoutRail {
    const rail = this.rails.find((candidate) => candidate.name === name);
    if (rail !== undefined) return rail;
    const names = this.rails.map((candidate) => candidate.name).join(', ');
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

  /** The rail that new payouts take: the first one configured. */
  preferred(): PayoutRail {
    const [first] = this.rails;
    if (first !== undefined) return first;
    throw new DomainError('unavailable', 'payout.no_rail', {
      en: 'No payout rail is configured, so approved claims wait. Set RAIL_SIMULATED_URL or configure another rail.',
      'zh-CN': '未配置付款通道，已批准的索赔暂待付款。请配置 RAIL_SIMULATED_URL 或其他通道。',
    });
  }
}
