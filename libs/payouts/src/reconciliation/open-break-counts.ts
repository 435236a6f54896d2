import type { Reads } from '@app/platform';

import { AGE_BUCKETS, ageBucket } from './domain/break-ages';
import type { AgeBucket } from './domain/break-ages';

/** How many breaks of an account are open, by age, and when it was last compared. */
export interface OpenBreakCount {
  readonly rail: string;
  readonly currency: string;
  readonly reconciledAt: Date | null;
  readonly ages: Readonly<Record<AgeBucket, number>>;
}

/** For those who watch: what the last comparison of each account left. It compares nothing. */
export async function openBreakCounts(reads: Reads, now: Date): Promise<OpenBreakCount[]> {
  const rows = await reads.query<
    { rail: string; currency: string; reconciledAt: Date | null; since: Date[] }[]
  >(
    `SELECT book.rail, book.currency, book.reconciled_at AS "reconciledAt",
            ARRAY(SELECT found.since FROM reconciliation_breaks found
                   WHERE found.rail = book.rail AND found.currency = book.currency
                     AND found.ended_at IS NULL) AS since
       FROM reconciled_books book ORDER BY book.rail, book.currency`,
  );
  return rows.map(({ since, ...book }) => {
    const buckets = since.map((at) => ageBucket(new Date(at), now));
    const ages = AGE_BUCKETS.map(({ name }) => [
      name,
      buckets.filter((one) => one === name).length,
    ]);
    return { ...book, ages: Object.fromEntries(ages) as Record<AgeBucket, number> };
  });
}
