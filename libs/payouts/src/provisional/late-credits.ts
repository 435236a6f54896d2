import type { Reads } from '@app/platform';

import { PATIENCE_MS } from './domain/credit-resolution';

/** A credit that somebody has to look at, and why, for an operator. */
export interface LateCredit {
  readonly reference: string;
  /** The payout that carries it; null where none does yet. */
  readonly payoutId: string | null;
  readonly why: 'not_granted' | 'not_arrived' | 'not_answered';
  readonly since: Date;
}

/**
 * Credits that are not where they are promised to be: due and not given, given and not arrived, or
 * asked back of a wallet that does not answer. At most a hundred, the oldest first.
 */
export async function lateCredits(reads: Reads, now: Date): Promise<LateCredit[]> {
  const patience = new Date(now.getTime() - PATIENCE_MS);
  return reads.query<LateCredit[]>(
    `SELECT c.reference, late.payout_id AS "payoutId", late.why, late.since FROM (
       SELECT lane, id AS claim_id, NULL AS payout_id, 'not_granted' AS why, credit_at AS since FROM claims
        WHERE credit_at < $2 AND decision_id IS NULL
          AND status IN ('received', 'assessing', 'awaiting_claimant', 'in_review', 'awaiting_approval')
       UNION ALL
       SELECT p.lane, p.claim_id, p.id, 'not_arrived', p.created_at FROM payouts p
        WHERE p.kind = 'provisional' AND p.created_at < $1
          AND p.status NOT IN ('settled', 'failed', 'cancelled', 'returned')
       UNION ALL
       SELECT k.lane, k.claim_id, k.payout_id, 'not_answered', k.asked_at FROM provisional_credit_parts k
        WHERE k.next_ask_at IS NOT NULL AND k.asked_at < $1) late
       JOIN claims c ON c.lane = late.lane AND c.id = late.claim_id
      ORDER BY late.since LIMIT 100`,
    [patience, new Date(now.getTime() - 60_000)],
  );
}
