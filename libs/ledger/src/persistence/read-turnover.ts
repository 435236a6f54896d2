import type { Lane } from '@app/kernel';
import type { Reads } from '@app/platform';

import type { AccountTurnover, Basis } from '../domain/turnover';
import { readPrepared } from './read-prepared';

const DAY_MS = 86_400_000;

/**
 * Each account and currency that a checkpoint has a balance of: one account (`$1`), or all of them
 * where that is null. They are hopped along in the index, from an empty one on, because there is a
 * row for each seal that touched an account.
 */
export const ACCOUNT_KEYS = `
  WITH RECURSIVE keys AS (
    SELECT coalesce($1::text, '') AS account, ''::char(3) AS currency
    UNION ALL
    SELECT following.* FROM keys CROSS JOIN LATERAL (
      SELECT b.account, b.currency FROM ledger_balance_checkpoints b
       WHERE (b.account, b.currency) > (keys.account, keys.currency)
       ORDER BY b.account, b.currency LIMIT 1) AS following
     WHERE $1::text IS NULL OR following.account = $1
  )`;

/** What had gone through these when the log had a size (`$2`): the last row up to it. */
const SEALED = `
  ${ACCOUNT_KEYS}, sealed AS (
    SELECT keys.account AS code, keys.currency, latest.debit_minor AS debit, latest.credit_minor AS credit
      FROM keys CROSS JOIN LATERAL (
        SELECT debit_minor, credit_minor FROM ledger_balance_checkpoints b
         WHERE b.account = keys.account AND b.currency = keys.currency AND b.size <= $2::bigint
         ORDER BY b.size DESC LIMIT 1) AS latest
  )`;

/**
 * The lines of journals as debits and credits of accounts. `journals` gives (lane, id), few of
 * them; OFFSET 0 keeps the planner from reading all lines instead of looking these up.
 */
const SIDES = (journals: string): string => `
  SELECT s.code, t.currency, s.debit, s.credit
    FROM (${journals}) AS journal (lane, id)
    CROSS JOIN LATERAL (
      SELECT * FROM ledger_transfers t WHERE t.lane = journal.lane AND t.journal_id = journal.id OFFSET 0) AS t
    CROSS JOIN LATERAL (VALUES (t.debit_account, t.amount_minor, 0::bigint), (t.credit_account, 0::bigint, t.amount_minor))
      AS s (code, debit, credit)`;
const OF_ACCOUNT = 'WHERE $1::text IS NULL OR s.code = $1';

/** In the order of the key, so that the index is read: it passes rows that were taken at once. */
const UNSEALED = `
  SELECT u.lane, unnest(u.journal_ids)
    FROM (SELECT lane, journal_ids FROM ledger_unsealed ORDER BY lane, id) AS u`;

/** Sums are text, because a number would round them. */
const SUMS = 'SELECT code, currency, sum(debit)::text AS debit, sum(credit)::text AS credit';
const PER_ACCOUNT = 'GROUP BY code, currency ORDER BY code, currency';

interface TurnoverRow {
  readonly code: string;
  readonly currency: string;
  readonly debit: string;
  readonly credit: string;
}

/** Turnover of all that is posted: the last checkpoint and what is not sealed yet. */
export async function readTurnover(reads: Reads, code: string | null): Promise<AccountTurnover[]> {
  const rows = await readPrepared<TurnoverRow>(reads, {
    name: 'ledger.turnover',
    text: `${SEALED} ${SUMS}
      FROM (SELECT * FROM sealed UNION ALL ${SIDES(UNSEALED)} ${OF_ACCOUNT}) AS parts ${PER_ACCOUNT}`,
    values: [code, Number.MAX_SAFE_INTEGER],
  });
  return rows.map(turnoverOf);
}

/** Turnover of the journals that were in the log at the checkpoint of this size. */
export async function readSealedTurnover(reads: Reads, size: number): Promise<AccountTurnover[]> {
  const rows = await reads.query<TurnoverRow[]>(
    `${SEALED} SELECT * FROM sealed ORDER BY code, currency`,
    [null, size],
  );
  return rows.map(turnoverOf);
}

/** Turnover of the journals of one claim. */
export async function readTurnoverOfClaim(
  reads: Reads,
  lane: Lane,
  claimId: string,
): Promise<AccountTurnover[]> {
  const journals = 'SELECT lane, id FROM ledger_journals WHERE lane = $1 AND claim_id = $2';
  const rows = await reads.query<TurnoverRow[]>(
    `${SUMS} FROM (${SIDES(journals)}) AS sides ${PER_ACCOUNT}`,
    [lane, claimId],
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
  { code, basis, asOf }: { code: string | null; basis: Basis; asOf: Date },
): Promise<AccountTurnover[]> {
  const before = asOf.getTime() + 1;
  const dayStart = new Date(before - (((before % DAY_MS) + DAY_MS) % DAY_MS));
  const time = TIME_OF[basis];
  const journals = `
    SELECT j.lane, j.id FROM (
      SELECT l.lane, l.journal_id FROM ledger_checkpoints c
        CROSS JOIN LATERAL (SELECT coalesce(max(o.size), 0) AS begin FROM ledger_checkpoints o WHERE o.size < c.size) p
        CROSS JOIN LATERAL (
          SELECT * FROM ledger_leaves l WHERE l.leaf_index >= p.begin AND l.leaf_index < c.size OFFSET 0) AS l
       WHERE c.${basis} && tstzrange($3, $4)
      UNION ALL ${UNSEALED}) AS recent (lane, id)
    CROSS JOIN LATERAL (
      SELECT * FROM ledger_journals j WHERE j.lane = recent.lane AND j.id = recent.id OFFSET 0) AS j
     WHERE j.${time} < $4 AND (j.${time} >= $3 OR NOT EXISTS (
       SELECT FROM ledger_leaves l WHERE l.lane = j.lane AND l.journal_id = j.id))`;
  const rows = await reads.query<TurnoverRow[]>(
    `${SUMS} FROM (
       SELECT account AS code, currency, debit_minor AS debit, credit_minor AS credit FROM ledger_daily_turnover
        WHERE basis = $2 AND day < ($3::timestamptz AT TIME ZONE 'UTC')::date AND ($1::text IS NULL OR account = $1)
       UNION ALL ${SIDES(journals)} ${OF_ACCOUNT}) AS parts ${PER_ACCOUNT}`,
    [code, basis, dayStart, new Date(before)],
  );
  return rows.map(turnoverOf);
}

function turnoverOf({ code, currency, debit, credit }: TurnoverRow): AccountTurnover {
  return { code, currency, debitMinor: BigInt(debit), creditMinor: BigInt(credit) };
}
