import { Injectable } from '@nestjs/common';

import { Clock, HOUSE_LANE } from '@app/kernel';
import { Money } from '@app/money';
import { SYSTEM, UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';

import { GUARANTEE_FUND } from '../domain/accounting-event';
import { earnedMonths, nextEarningAt } from '../domain/earning';
import type { EarnedMonth } from '../domain/earning';
import { BilledContributionEntity } from '../persistence/billed-contribution.entity';
import { EarnedContributionEntity } from '../persistence/earned-contribution.entity';
import { EarningContributionEntity } from '../persistence/earning-contribution.entity';
import { WithdrawnContributionEntity } from '../persistence/withdrawn-contribution.entity';
import { takeBill } from '../take-bill';
import { PostEvents } from './post-events';

/** Books what the months that are over have earned of a billed contribution (E02). */
@Injectable()
export class EarnContribution {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly postEvents: PostEvents,
    private readonly clock: Clock,
  ) {}

  /**
   * Each month once, by the end of it, or in the open period if that one is closed; nothing of a
   * bill that was withdrawn. Safe to repeat and to run twice at once.
   */
  async run(billedId: string): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      await takeBill(tx, billedId);
      if (await tx.existsBy(WithdrawnContributionEntity, { billedId })) return;
      const billed = await tx.findOneByOrFail(BilledContributionEntity, { id: billedId });
      const earned = await tx.findBy(EarnedContributionEntity, { billedId });
      const done = new Set(earned.map(({ month }) => month));
      const due = earnedMonths(billed, this.clock.now()).filter(({ month }) => !done.has(month));
      for (const one of due) await this.earn(tx, billed, one);
      await this.note(tx, billed, earned.length + due.length);
    });
  }

  /** When it is looked at next; never again once all of it is earned. */
  private async note(tx: Tx, billed: BilledContributionEntity, earnedCount: number): Promise<void> {
    const { id: billedId } = billed;
    const nextAt = nextEarningAt(billed, earnedCount);
    if (nextAt === null) await tx.delete(EarningContributionEntity, { billedId });
    else await tx.update(EarningContributionEntity, { billedId }, { nextAt });
  }

  private async earn(
    tx: Tx,
    { id: billedId, currency }: BilledContributionEntity,
    { month, amountMinor, endedAt }: EarnedMonth,
  ): Promise<void> {
    const earnedAt = this.clock.now();
    await tx.insert(EarnedContributionEntity, { billedId, month, amountMinor, earnedAt });
    const money = Money.of(amountMinor, currency);
    await this.postEvents.run(tx, [{ code: 'E02', variant: 'earned', money }], {
      ...{ lane: HOUSE_LANE, claimId: null, actor: SYSTEM.id, occurredAt: endedAt },
      ...{ causeId: `${billedId}/${month}`, fund: GUARANTEE_FUND },
    });
  }
}
