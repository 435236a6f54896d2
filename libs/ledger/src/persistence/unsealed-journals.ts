import type { PoolClient } from 'pg';

import type { CanonicalJournal, CanonicalTransfer } from '../domain/canonical-journal';
import { arrayLiteral } from './array-literal';
import { canonicalOf } from './read-canonical-journals';

/** Where a journal is. */
export interface JournalPlace {
  readonly lane: number;
  readonly id: string;
}

/**
 * Takes from the queue, in the order of booking as far as ids tell it: of the first so many rows
 * (`$2`), as many as hold so many journals (`$1`), but one at least.
 */
const TAKE = `
  WITH first AS (
    SELECT lane, id, journal_ids FROM ledger_unsealed ORDER BY id, lane LIMIT $2
  ), oldest AS (
    SELECT lane, id, sum(cardinality(journal_ids)) OVER (ORDER BY id, lane) - cardinality(journal_ids) AS before FROM first
  ), taken AS (
    DELETE FROM ledger_unsealed u USING oldest o
     WHERE u.lane = o.lane AND u.id = o.id AND o.before < $1 RETURNING u.lane, u.journal_ids
  )
  SELECT lane, unnest(journal_ids) AS id FROM taken`;

/** A row may hold one journal or a thousand, and counting them means reading it. */
const ROWS_AT_FIRST = 32;
const ROWS_MORE = 8;

/**
 * Takes unsealed journals from the queue, by id: whole statements, until they are `journalsMax`.
 * They come back if the transaction fails.
 */
export async function takeUnsealed(
  connection: Pick<PoolClient, 'query'>,
  journalsMax: number,
): Promise<JournalPlace[]> {
  const places: JournalPlace[] = [];
  for (let rowsMax = ROWS_AT_FIRST; places.length < journalsMax; rowsMax *= ROWS_MORE) {
    const values = [journalsMax - places.length, rowsMax];
    const { rows } = await connection.query<JournalPlace>(TAKE, values);
    if (rows.length === 0) break;
    places.push(...rows);
  }
  return places.sort((one, other) => (one.id < other.id ? -1 : 1));
}

/**
 * The lines of some journals, and with the first line of each what the journal says: once, because
 * a memo may be long. OFFSET 0 keeps the planner from reading whole tables instead of looking these
 * up.
 */
const LINES = `
  SELECT u.place, t.line, t.debit_account, t.credit_account, t.currency, t.amount_minor, t.dimensions,
         j.lane, j.id, j.kind, j.claim_id, j.occurred_at, j.effective_at, j.posted_at, j.actor,
         j.reverses_id, j.idempotency_key, j.memo
    FROM unnest($1::smallint[], $2::text[]) WITH ORDINALITY AS u (lane, id, place)
    CROSS JOIN LATERAL (
      SELECT * FROM ledger_transfers t WHERE t.lane = u.lane AND t.journal_id = u.id OFFSET 0) AS t
    LEFT JOIN LATERAL (
      SELECT * FROM ledger_journals j WHERE t.line = 0 AND j.lane = u.lane AND j.id = u.id OFFSET 0) AS j ON true`;

/** Values as the server writes them: a bulk of rows is read three times as fast without parsing. */
const AS_TEXT = { getTypeParser: () => (text: string) => text };

type LineTexts = readonly [
  place: string,
  line: string,
  debit: string,
  credit: string,
  currency: string,
  amountMinor: string,
  dimensions: string,
  ...journal: JournalTexts | readonly null[],
];
type JournalTexts = readonly [
  lane: string,
  id: string,
  kind: string,
  claimId: string | null,
  occurredAt: string,
  effectiveAt: string,
  postedAt: string,
  actor: string,
  reversesId: string | null,
  idempotencyKey: string,
  memo: string,
];

/**
 * Reads journals in bulk, in the order of `places`. A journal that is not there is a queue that
 * lies, and stops the sealer.
 */
export async function readJournals(
  connection: Pick<PoolClient, 'query'>,
  places: readonly JournalPlace[],
): Promise<CanonicalJournal[]> {
  if (places.length === 0) return [];
  const lanes = arrayLiteral(places.map(({ lane }) => lane));
  const ids = arrayLiteral(places.map(({ id }) => id));
  const query = { text: LINES, values: [lanes, ids], rowMode: 'array' as const, types: AS_TEXT };
  const { rows } = await connection.query<LineTexts & unknown[]>(query);
  const parse = dimensionsParser();
  const journals: CanonicalJournal[] = [];
  const transfers: CanonicalTransfer[][] = places.map(() => []);
  for (const [place, line, debit, credit, currency, amountMinor, text, ...journal] of rows) {
    const at = Number(place) - 1;
    const lines = transfers[at] ?? [];
    lines[Number(line)] = { debit, credit, currency, amountMinor, dimensions: parse(text) };
    if (line === '0') journals[at] = journalOf(journal as unknown as JournalTexts, lines);
  }
  return places.map(({ id }, at) => {
    const journal = journals[at];
    if (journal === undefined)
      throw new Error(`Journal ${id} waits for its seal and is not there.`);
    return journal;
  });
}

function journalOf(texts: JournalTexts, transfers: readonly CanonicalTransfer[]): CanonicalJournal {
  const [lane, id, kind, claimId, occurredAt, effectiveAt, postedAt, actor, reversesId, key, memo] =
    texts;
  const journal = canonicalOf({
    lane: Number(lane),
    id,
    kind,
    claim_id: claimId,
    occurred_at: occurredAt,
    effective_at: effectiveAt,
    posted_at: postedAt,
    actor,
    reverses_id: reversesId,
    idempotency_key: key,
    memo,
    transfers: null,
  });
  return { ...journal, transfers };
}

/** Most lines of a batch say the same of themselves, so each text is read once. */
function dimensionsParser(): (text: string) => Record<string, string> {
  const known = new Map<string, Record<string, string>>();
  return (text) => {
    let dimensions = known.get(text);
    if (dimensions === undefined) {
      dimensions = JSON.parse(text) as Record<string, string>;
      known.set(text, dimensions);
    }
    return dimensions;
  };
}
