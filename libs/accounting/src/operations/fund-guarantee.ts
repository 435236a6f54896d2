import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, DomainError, HOUSE_LANE, newId } from '@app/kernel';
import { OpenGuard } from '@app/ledger';
import type { Money } from '@app/money';
import { enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { tendFundJob } from '../accounting.jobs';
import { GUARANTEE_FUND } from '../domain/accounting-event';
import type { AccountingEvent } from '../domain/accounting-event';
import { GUARDS } from '../domain/chart-of-accounts';
import { BoundTopUps } from './bound-top-ups';
import { KeepFloor } from './keep-floor';
import { PostEvents } from './post-events';

export interface Contribution {
  readonly actor: Actor;
  readonly money: Money;
  /** How much of it goes on to the rail's balance at once, ready to be paid out. */
  readonly toRail: { readonly rail: string; readonly money: Money } | null;
}

/**
 * Books a contribution of the company to the guarantee fund (E01) and the rail's top-up (E22). From
 * the first contribution on, its currency is guarded: neither the fund nor the rails can be spent
 * below zero.
 */
@Injectable()
export class FundGuarantee {
  constructor(
    private readonly keepFloor: KeepFloor,
    private readonly boundTopUps: BoundTopUps,
    private readonly postEvents: PostEvents,
    private readonly openGuard: OpenGuard,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses to send on more than is contributed (`fund.more_than_contributed`), what the floor of
   * the fund keeps (`fund.below_floor`), and more than one person may (`fund.top_up_over_limit`).
   */
  async run(
    tx: Tx,
    { actor, money, toRail }: Contribution,
  ): Promise<{ id: string; journalIds: string[] }> {
    requireContributed(money, toRail?.money ?? null);
    const occurredAt = this.clock.now();
    const id = newId('fnd', HOUSE_LANE);
    const { currency } = money;
    if (toRail !== null) await this.boundTopUps.run(tx, { id, money: toRail.money });
    for (const { name: guard } of GUARDS) await this.openGuard.run(tx, { guard, currency });
    if (toRail !== null) await this.keepFloor.require(tx, toRail.money, money);
    const events: AccountingEvent[] = [
      { code: 'E01', money },
      ...(toRail === null ? [] : [{ code: 'E22', source: 'fund', ...toRail } as const]),
    ];
    const posted = await this.postEvents.run(tx, events, {
      lane: HOUSE_LANE,
      claimId: null,
      actor: actor.id,
      occurredAt,
      causeId: id,
      fund: GUARANTEE_FUND,
    });
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'fund.contributed',
      objectId: id,
      facts: { money: money.toJson(), toRail: toRail?.money.toJson() ?? null },
    });
    await enqueue(tx, tendFundJob, { currency });
    return { id, journalIds: posted.map((journal) => journal.id) };
  }
}

/** Refuses to send on more than is contributed: `fund.more_than_contributed`. */
export function requireContributed(money: Money, onward: Money | null): void {
  if (onward?.isGreaterThan(money) === true) throw moreThanContributed();
}

function moreThanContributed(): DomainError {
  return new DomainError(
    'unprocessable',
    'fund.more_than_contributed',
    {
      en: 'No more can go on to the rail than is contributed.',
      'zh-CN': '转入付款通道的金额不能超过缴入金额。',
    },
    { field: 'toRail.money' },
  );
}
