import { Injectable } from '@nestjs/common';

import type { ClaimEntity, NextStepCode } from '@app/claims';
import type { Reads } from '@app/platform';

import { isDead } from './domain/carried-award';
import { CONTRADICTION } from './domain/payout-lifecycle';
import { stepOfPayouts } from './domain/payout-step';
import { PayoutEntity } from './persistence/payout.entity';

/** All reads of payouts that are ordered again. The database counts by the same functions. */
@Injectable()
export class ReorderQueries {
  /** Whether a rail says of a payout of a claim that had failed that it was paid. */
  async isContradicted(
    reads: Reads,
    { lane, id: claimId }: Pick<ClaimEntity, 'lane' | 'id'>,
  ): Promise<boolean> {
    const statusReason = CONTRADICTION;
    return reads.existsBy(PayoutEntity, { lane, claimId, status: 'failed', statusReason });
  }

  /**
   * What a claim waits for by its payouts once its claimant has named where else they can go: those
   * that died are for a person to order again. Null where none of them died.
   */
  async stepOnceNamed(
    reads: Reads,
    { lane, id: claimId }: Pick<ClaimEntity, 'lane' | 'id'>,
  ): Promise<NextStepCode | null> {
    const payouts = await reads.findBy(PayoutEntity, { lane, claimId });
    const dead = new Set(payouts.filter(isDead).map(({ id }) => id));
    return dead.size === 0 ? null : (stepOfPayouts(payouts, dead) ?? 'order_again');
  }

  /** Whether enough persons have ordered each of these again, to a payee. */
  async areEnough(
    reads: Reads,
    dead: readonly Pick<PayoutEntity, 'lane' | 'id'>[],
    toPayee: string,
  ): Promise<boolean> {
    for (const { lane, id } of dead) {
      const [row] = await reads.query<{ enough: boolean }[]>(
        `SELECT reorder_persons(p, $3) >= reorder_persons_needed(p, $3) AS enough
           FROM payouts p WHERE p.lane = $1 AND p.id = $2`,
        [lane, id, toPayee],
      );
      if (row?.enough !== true) return false;
    }
    return true;
  }
}
