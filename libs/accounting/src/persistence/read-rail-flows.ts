import type { Basis } from '@app/ledger';
import type { Reads } from '@app/platform';

export interface RailFlowWish {
  readonly currency: string;
  readonly basis: Basis;
  /** Up to and including this moment; null for all that is posted. */
  readonly until: Date | null;
  /** From which moments on payouts are summed, each until the end. */
  readonly since: readonly Date[];
}

/** What a rail holds by the books, and what payouts took from it, in minor units. */
export interface RailFlow {
  readonly rail: string;
  readonly balanceMinor: bigint;
  /** Settled, or credited to a bank, less what came back, by the moments that were wished. */
  readonly paidMinor: readonly bigint[];
}

interface FlowRow {
  readonly rail: string;
  readonly balance: string;
  readonly paid: string[];
}

const TIME_OF: Readonly<Record<Basis, string>> = {
  booked: 'posted_at',
  effective: 'effective_at',
};

/** What a line brings to the rails (1030). */
const BROUGHT = `t.amount_minor * ((t.debit_account = '1030')::int - (t.credit_account = '1030')::int)`;
/**
 * Settled (2040) or returned (2050), as E16, E19 and their E36 book, or credited to a bank before
 * a decision (1150), as E11 and its E36 do: no other event does.
 */
const IS_PAYOUT = `(t.debit_account IN ('1150', '2040', '2050') OR t.credit_account IN ('1150', '2040', '2050'))`;
/** What a line takes from the fund (1020) for what backs wallets (1040). */
const BACKED = `t.amount_minor * ((t.credit_account = '1020')::int - (t.debit_account = '1020')::int)`;

/**
 * Reads all lines on 1030 of a currency, by the index of what moved over rails: the price of a
 * report, too much for a gauge. A millisecond counts whole, as in the trial balance.
 */
export async function readRailFlows(
  reads: Reads,
  { currency, basis, until, since }: RailFlowWish,
): Promise<RailFlow[]> {
  const time = `j.${TIME_OF[basis]}`;
  const paid = sumsSince(since, `-${BROUGHT}`, `${IS_PAYOUT} AND ${time}`);
  const rows = await reads.query<FlowRow[]>(
    `SELECT t.dimensions ->> 'rail' AS rail, sum(${BROUGHT})::text AS balance, ARRAY[${paid}]::text[] AS paid
       FROM ledger_transfers t JOIN ledger_journals j ON j.lane = t.lane AND j.id = t.journal_id
      WHERE (t.debit_account = '1030' OR t.credit_account = '1030')
        AND t.currency = $1 AND ($2::timestamptz IS NULL OR ${time} < $2)
      GROUP BY 1 ORDER BY 1`,
    [currency, until === null ? null : new Date(until.getTime() + 1), ...since],
  );
  return rows.map((row) => ({
    rail: row.rail,
    balanceMinor: BigInt(row.balance),
    paidMinor: row.paid.map((minor) => BigInt(minor)),
  }));
}

/**
 * What left the fund to back credits in wallets (E11b) less what came back of that (E13, and E36 of
 * both), by the moments that were wished; by the index of what backs wallets.
 */
export async function readFundBacking(
  reads: Reads,
  { currency, basis, until, since }: RailFlowWish,
): Promise<bigint[]> {
  const time = `j.${TIME_OF[basis]}`;
  const [row] = await reads.query<{ backed: string[] }[]>(
    `SELECT ARRAY[${sumsSince(since, BACKED, time)}]::text[] AS backed
       FROM ledger_transfers t JOIN ledger_journals j ON j.lane = t.lane AND j.id = t.journal_id
      WHERE (t.debit_account = '1040' OR t.credit_account = '1040')
        AND t.currency = $1 AND ($2::timestamptz IS NULL OR ${time} < $2)`,
    [currency, until === null ? null : new Date(until.getTime() + 1), ...since],
  );
  return (row?.backed ?? []).map((minor) => BigInt(minor));
}

/** One sum from each moment on; the moments are the third parameter and those after it. */
function sumsSince(since: readonly Date[], amount: string, timeOfWhat: string): string {
  return since
    .map(
      (_, place) =>
        `coalesce(sum(${amount}) FILTER (WHERE ${timeOfWhat} >= $${String(place + 3)}), 0)::text`,
    )
    .join(', ');
}
