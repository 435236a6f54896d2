import { Injectable } from '@nestjs/common';

import { AuditTrail, Limits } from '@app/audit';
import { Clock, DomainError, HOUSE_LANE, newId } from '@app/kernel';
import { HoldAllotment } from '@app/ledger';
import { Money } from '@app/money';
import { enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { tendFundJob } from '../accounting.jobs';
import { GUARANTEE_FUND } from '../domain/accounting-event';
import type { CashSource } from '../domain/accounting-event';
import { PostEvents } from './post-events';

export interface TopUp {
  readonly actor: Actor;
  readonly rail: string;
  readonly money: Money;
  readonly source: CashSource;
}

/** Books that money was sent to a payout rail (E22), or is to be, ready to be paid out. */
@Injectable()
export class TopUpRail {
  constructor(
    private readonly holdAllotment: HoldAllotment,
    private readonly postEvents: PostEvents,
    private readonly limits: Limits,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses to take more out of a guarded fund than is in it (`ledger.below_floor`, by its guard),
   * and what would bring its cash below the floor that two people have set (`fund.below_floor`).
   */
  async run(
    tx: Tx,
    { actor, rail, money, source }: TopUp,
  ): Promise<{ id: string; journalIds: string[] }> {
    if (source === 'fund') await this.requireFloor(tx, money);
    const id = newId('fnd', HOUSE_LANE);
    const posted = await this.postEvents.run(tx, [{ code: 'E22', source, rail, money }], {
      lane: HOUSE_LANE,
      claimId: null,
      actor: actor.id,
      occurredAt: this.clock.now(),
      causeId: id,
      fund: GUARANTEE_FUND,
    });
    const journalIds = posted.map((journal) => journal.id);
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'fund.rail_topped_up',
      objectId: id,
      facts: { rail, source, money: money.toJson() },
    });
    await enqueue(tx, tendFundJob, { currency: money.currency });
    return { id, journalIds };
  }

  /** All of the fund lies in the house lane; the hold lasts until the commit. */
  private async requireFloor(tx: Tx, money: Money): Promise<void> {
    const { currency } = money;
    const there = await this.holdAllotment.run(tx, { guard: 'fund', currency, lane: HOUSE_LANE });
    if (there === null || money.isGreaterThan(there)) return;
    const { fundFloorMinor } = await this.limits.current(tx);
    const floor = Money.of(BigInt(fundFloorMinor), currency);
    if (floor.isGreaterThan(there.minus(money))) throw belowFloor(there, floor);
  }
}

function belowFloor(there: Money, floor: Money): DomainError {
  return new DomainError(
    'conflict',
    'fund.below_floor',
    {
      en: `The fund has ${there.toString()}, and two people have set that ${floor.toString()} stays in it. Contribute first, take less, or top up from operating cash.`,
      'zh-CN': `保障基金现有 ${there.toString()}，经两人批准须保留 ${floor.toString()}。请先缴入资金、减少金额，或改用自有资金补充。`,
    },
    { field: 'money', there: there.toJson(), floor: floor.toJson() },
  );
}
