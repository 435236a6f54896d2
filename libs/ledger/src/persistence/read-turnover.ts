import type { Reads } from '@app/platform';

import type { AccountTurnover, Basis } from '../domain/turnover';

const DAY_MS = 86_400_000;

/**
 * The latest checkpoint of every account and currency, one index step each: the keys are hopped
 * along, because there is a row for each seal that touched an account.
 */
const LATEST = (filter: string): string => `
  WITH RECURSIVE keys AS (
    (SELECT account, currency FROM ledger_balance_checkpoints ${filter === '' ? '' : `WHERE ${filter}`}
      ORDER BY account, currency LIMIT 1)
    UNION ALL
    SELECT following.account, following.currency FROM keys CROSS JOIN LATERAL (
      SELECT b.account, b.currency FROM ledger_balance_checkpoints b
       WHERE (b.account, b.currency) > (keys.account, keys.currency) ${filter === '' ? '' : `AND b.${filter}`}
       ORDER BY b.account, b.currency LIMIT 1) following
  ), sealed AS (
    SELECT keys.account AS code, keys.currency, latest.debit_minor AS debit, latest.credit_minor AS credit
      FROM keys CROSS JOIN LATERAL (
        SELECT debit_minor, credit_minor FROM ledger_balance_checkpoints b
         WHERE b.account = keys.account AND b.currency = keys.currency ORDER BY b.size DESC LIMIT 1) latest
  )`;

/**
 * The lines of journals as debits and credits of accounts. `journals` gives (lane, id), few of
 * them; OFFSET 0 keeps the planner from reading all lines instead of looking these up.
 */
const SIDES = (journals: string, filter: string): string => `
  SELECT s.code, t.currency, s.debit, s.credit
    FROM (${journals}) AS journal (lane, id)
    CROSS JOIN LATERAL (
      SELECT * FROM ledger_transfers t WHERE t.lane = journal.lane AND t.journal_id = journal.id OFFSET 0) AS t
    CROSS JOIN LATERAL (VALUES (t.debit_account, t.amount_minor, 0::bigint), (t.credit_account, 0::bigint, t.amount_minor))
      AS s (code, debit, credit)
   ${filter === '' ? '' : `WHERE s.${filter.replace('account', 'code')}`}`;

/** In the order of the key, so that the index is read: it passes rows that were taken at once. */
const UNSEALED = `
  SELECT u.lane, unnest(u.journal_ids)
    FROM (SELECT lane, journal_ids FROM ledger_unsealed ORDER BY lane, id) AS u`;
const SUMS = 'SELECT code, currency, sum(debit)::text AS debit, sum(credit)::text AS credit';

interface TurnoverRow {
  readonly code: string;
  readonly currency: string;
  readonly debit: string;
  readonly credit: string;
}

/** Turnover of all that is posted: the last checkpoint and what is not sealed yet. */
export async function readTurnover(reads: Reads, code?: string): Promise<AccountTurnover[]> {
  const filter = code === undefined ? '' : 'account = $1';
  const rows = await reads.query<TurnoverRow[]>(
    `${LATEST(filter)} ${SUMS} FROM (SELECT * FROM sealed UNION ALL ${SIDES(UNSEALED, filter)}) AS parts
      GROUP BY code, currency ORDER BY code, currency`,
    code === undefined ? [] : [code],
  );
  return rows.map(turnoverOf);
}

const TIME_OF: Readonly<Record<Basis, string>> = {
  booked: 'posted_at',
  effective: 'effective_at',
};

/**
 * Turnover up to and including a millisecond: whole days by their sums, the last day journal by
 * journal, from the checkpoints that have any of it, and what is not sealed yet.
 */
export async function readTurnoverUntil(
  reads: Reads,
  { code, basis, asOf }: { code: string | undefined; basis: Basis; asOf: Date },
): Promise<AccountTurnover[]> {
  const before = asOf.getTime() + 1;
  const dayStart = new Date(before - (((before % DAY_MS) + DAY_MS) % DAY_MS));
  const filter = code === undefined ? '' : 'account = $4';
  const time = TIME_OF[basis];
  const journals = `
    SELECT j.lane, j.id FROM (
      SELECT l.lane, l.journal_id FROM ledger_checkpoints c
        CROSS JOIN LATERAL (SELECT coalesce(max(o.size), 0) AS begin FROM ledger_checkpoints o WHERE o.size < c.size) p
        CROSS JOIN LATERAL (
          SELECT * FROM ledger_leaves l WHERE l.leaf_index >= p.begin AND l.leaf_index < c.size OFFSET 0) AS l
       WHERE c.${basis} && tstzrange($2, $3)
      UNION ALL ${UNSEALED}) AS recent (lane, id)
    CROSS JOIN LATERAL (
      SELECT * FROM ledger_journals j WHERE j.lane = recent.lane AND j.id = recent.id OFFSET 0) AS j
     WHERE j.${time} < $3 AND (j.${time} >= $2 OR NOT EXISTS (
       SELECT FROM ledger_leaves l WHERE l.lane = j.lane AND l.journal_id = j.id))`;
  const rows = await reads.query<TurnoverRow[]>(
    `${SUMS} FROM (
       SELECT account AS code, currency, debit_minor AS debit, credit_minor AS credit FROM ledger_daily_turnover
        WHERE basis = $1 AND day < ($2::timestamptz AT TIME ZONE 'UTC')::date ${filter === '' ? '' : `AND ${filter}`}
       UNION ALL ${SIDES(journals, filter)}) AS parts
      GROUP BY code, currency ORDER BY code, currency`,
    [basis, dayStart, new Date(before), ...(code === undefined ? [] : [code])],
  );
  return rows.map(turnoverOf);
}

function turnoverOf({ code, currency, debit, credit }: TurnoverRow): AccountTurnover {
  return { code, currency, debitMinor: BigInt(debit), creditMinor: BigInt(credit) };
}
