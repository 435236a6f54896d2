import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { isQuestionable } from '../domain/payout-lifecycle';
import { payoutKeyOf } from '../lock-payout';
import { advancePayoutJob } from '../payouts.jobs';
import { PayoutEntity } from '../persistence/payout.entity';
import type { RailNoticeType } from '../rails/payout-rail';

/**
 * What a notice or a report of a rail leads to: the rail is asked at once, also about a payout that
 * is over, where it is told to have another end. What it answers then moves the payout, or calls
 * people; a notice alone does neither.
 */
@Injectable()
export class AskNow {
  constructor(private readonly clock: Clock) {}

  /** The payout must be locked by this transaction. `told` is null for what is no end yet. */
  async run(tx: Tx, payout: PayoutEntity, told: RailNoticeType | null): Promise<void> {
    if (payout.nextActionAt !== null || (told !== null && teaches(payout, told))) {
      await this.ask(tx, payout);
    }
  }

  /**
   * Whoever is talking to the rail right now keeps the lease; the job then comes after it. A time
   * past the end of the lease tells `ApplyAnswer` that somebody rang: an answer on its way
   * may be older than the news, and must not put the next look off.
   */
  private async ask(tx: Tx, payout: PayoutEntity): Promise<void> {
    const now = this.clock.now();
    const { leaseUntil, id: payoutId } = payout;
    const isAsked = leaseUntil !== null && leaseUntil > now;
    const dueAt = isAsked ? new Date(leaseUntil.getTime() + 1) : now;
    await tx.update(PayoutEntity, payoutKeyOf(payout), { nextActionAt: dueAt });
    const delayMs = dueAt.getTime() - now.getTime();
    await enqueue(tx, advancePayoutJob, { payoutId }, { delayMs });
  }
}

/** Whether a payout at rest may have another end than the one that stands in the books. */
function teaches(payout: PayoutEntity, told: RailNoticeType): boolean {
  if (!isQuestionable(payout)) return false;
  if (payout.status === 'settled') return told !== 'transfer.settled';
  return payout.status !== 'failed' || told !== 'transfer.failed';
}
