import type { Reads } from '@app/platform';

/** What a rail held at a checkpoint of the ledger, as it was counted. */
export interface CountedRail {
  readonly size: bigint;
  readonly countedMinor: bigint;
}

export interface RailCount extends CountedRail {
  /** With what is not sealed yet: all that is posted. */
  readonly freeMinor: bigint;
}

interface CountRow {
  readonly size: string;
  readonly sealed: string;
  readonly unsealed: string;
}

/** What a line brings to the free money of a rail: 1030 less what payouts in transit will take. */
const BROUGHT = `t.amount_minor * ((t.debit_account IN ('1030', '2040'))::int - (t.credit_account IN ('1030', '2040'))::int)`;

/** The lines of a rail (`$1`, in the currency `$2`) in some journals. */
const SUM = (journals: string): string => `
  SELECT coalesce(sum(${BROUGHT}), 0) AS minor
    FROM (${journals}) AS journal (lane, id)
    CROSS JOIN LATERAL (
      SELECT * FROM ledger_transfers t WHERE t.lane = journal.lane AND t.journal_id = journal.id
         AND t.currency = $2 AND t.dimensions ->> 'rail' = $1 OFFSET 0) AS t`;

/** Each checkpoint names the leaves that touched an account, so that no others are looked at. */
const COUNT = `
  WITH newest AS (SELECT coalesce(max(size), 0) AS size FROM ledger_checkpoints)
  SELECT newest.size::text AS size,
         (${SUM(`
           SELECT l.lane, l.journal_id FROM (
             SELECT DISTINCT unnest(b.leaf_indexes) FROM ledger_balance_checkpoints b
              WHERE b.account IN ('1030', '2040') AND b.currency = $2 AND b.size > $3) AS leaf (index)
             CROSS JOIN LATERAL (
               SELECT * FROM ledger_leaves l WHERE l.leaf_index = leaf.index OFFSET 0) AS l`)})::text AS sealed,
         (${SUM(`
           SELECT u.lane, unnest(u.journal_ids)
             FROM (SELECT lane, journal_ids FROM ledger_unsealed ORDER BY lane, id) AS u`)})::text AS unsealed
    FROM newest`;

/**
 * Counts on from what was counted: what it costs depends on what was booked since, and not on how
 * large the ledger is. One statement, and so one state of the books.
 */
export async function readRailCount(
  reads: Reads,
  { rail, currency }: { readonly rail: string; readonly currency: string },
  counted: CountedRail,
): Promise<RailCount> {
  const [row] = await reads.query<CountRow[]>(COUNT, [rail, currency, counted.size.toString()]);
  if (row === undefined) throw new Error('A count is one row.');
  const countedMinor = counted.countedMinor + BigInt(row.sealed);
  return { size: BigInt(row.size), countedMinor, freeMinor: countedMinor + BigInt(row.unsealed) };
}
