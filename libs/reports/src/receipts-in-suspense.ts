import { Money } from '@app/money';
import type { Reads } from '@app/platform';
import { SUSPENSE_DAYS_MAX } from '@app/recoveries';

/** Money of one currency that came unasked, and of which nobody knows yet whose it is. */
export interface ReceiptsInSuspense {
  readonly receipts: number;
  readonly unmatched: Money;
  /** How many of them have lain there for longer than they may. */
  readonly overAge: number;
  readonly daysMax: number;
}

/** What people have to match, per currency; empty when nothing is in suspense. */
export async function receiptsInSuspense(reads: Reads, now: Date): Promise<ReceiptsInSuspense[]> {
  const rows = await reads.query<
    { currency: string; receipts: number; unmatched: string; overAge: number }[]
  >(
    `SELECT currency, count(*)::int AS receipts, sum(amount_minor - matched_minor)::text AS unmatched,
            (count(*) FILTER (WHERE received_at < $1::timestamptz - make_interval(days => $2)))::int AS "overAge"
       FROM receipts WHERE matched_minor < amount_minor AND taken_back_at IS NULL
      GROUP BY currency ORDER BY currency`,
    [now, SUSPENSE_DAYS_MAX],
  );
  return rows.map(({ currency, receipts, unmatched, overAge }) => ({
    ...{ receipts, overAge },
    unmatched: Money.of(BigInt(unmatched), currency),
    daysMax: SUSPENSE_DAYS_MAX,
  }));
}
