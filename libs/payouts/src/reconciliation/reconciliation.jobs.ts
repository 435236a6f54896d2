import { defineJob } from '@app/platform';

import type { Book } from './domain/reconcilable';

const DAY_MS = 86_400_000;
const DUE_MAX = 100;

/**
 * Compares an account with its statements: when one came in, when a payout that a statement spoke
 * of has ended since, and once a day. Safe to repeat: it finds what is there, and no more.
 */
export const reconcileBookJob = defineJob<{ rail: string; currency: string }>({
  queue: 'reconcile-book',
  attemptsMax: 5,
  backoffMs: 1_000,
  concurrencyMax: 1,
  timeoutMs: 600_000,
  workIdOf: ({ rail, currency }) => `${rail}.${currency}`,
  async findDue(reads, now, limit) {
    return reads.query<{ rail: string; currency: string }[]>(
      `SELECT book.rail, book.currency FROM reconciled_books book
        WHERE book.is_due OR book.reconciled_at < $1
           OR EXISTS (SELECT FROM reconciliation_breaks found
                JOIN payouts payout ON payout.lane = found.payout_lane AND payout.id = found.payout_id
               WHERE found.rail = book.rail AND found.currency = book.currency AND found.ended_at IS NULL
                 AND CASE found.reason WHEN 'not_returned' THEN payout.status = 'returned'
                       WHEN 'not_settled' THEN payout.status IN ('settled', 'returned', 'failed', 'cancelled')
                       WHEN 'failed_in_books' THEN payout.status IN ('settled', 'returned')
                       ELSE false END)
        ORDER BY book.reconciled_at NULLS FIRST LIMIT $2`,
      [new Date(now.getTime() - DAY_MS), Math.min(limit, DUE_MAX)],
    );
  },
});

/** The lock under which an account is reconciled, breaks are ended and statements are taken in. */
export function bookLock({ rail, currency }: Book): readonly [string, [string]] {
  return [
    'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
    [`reconcile ${rail} ${currency}`],
  ];
}
