import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE, newId } from '@app/kernel';
import type { Money } from '@app/money';
import { enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { tendFundJob } from '../accounting.jobs';
import { GUARANTEE_FUND } from '../domain/accounting-event';
import type { CashSource } from '../domain/accounting-event';
import { BoundTopUps } from './bound-top-ups';
import { KeepFloor } from './keep-floor';
import { PostEvents } from './post-events';

export interface TopUp {
  readonly actor: Actor;
  readonly rail: string;
  readonly money: Money;
  readonly source: CashSource;
  /** What two people stand behind: a rule, or this itself; null for one person alone. */
  readonly changeId: string | null;
}

/** Books that money was sent to a payout rail (E22), or is to be, ready to be paid out. */
@Injectable()
export class TopUpRail {
  constructor(
    private readonly keepFloor: KeepFloor,
    private readonly boundTopUps: BoundTopUps,
    private readonly postEvents: PostEvents,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses to take more out of a guarded fund than is in it (`ledger.below_floor`, by its guard),
   * what would bring its cash below the floor that two people have set (`fund.below_floor`), and
   * what is more than one person may send in a day (`fund.top_up_over_limit`).
   */
  async run(
    tx: Tx,
    { actor, rail, money, source, changeId }: TopUp,
  ): Promise<{ id: string; journalIds: string[] }> {
    const id = newId('fnd', HOUSE_LANE);
    if (changeId === null) await this.boundTopUps.run(tx, { id, money });
    if (source === 'fund') await this.keepFloor.require(tx, money);
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
      facts: {
        ...{ rail, source, money: money.toJson() },
        ...(changeId === null ? {} : { changeId }),
      },
    });
    await enqueue(tx, tendFundJob, { currency: money.currency });
    return { id, journalIds };
  }
}
