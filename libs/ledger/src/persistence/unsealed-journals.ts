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
 * Takes from the queue, in the order of booking as far as ids tell it: whole statements, until they
 * hold `journalsMax` journals, but one at least.
 */
const TAKE = `
  WITH oldest AS (
    SELECT lane, id, sum(cardinality(journal_ids)) OVER (ORDER BY id, lane) - cardinality(journal_ids) AS before
      FROM (SELECT lane, id, journal_ids FROM ledger_unsealed ORDER BY id, lane LIMIT $1) AS first
  ), taken AS (
    DELETE FROM ledger_unsealed u USING oldest o
     WHERE u.lane = o.lane AND u.id = o.id AND o.before < $1 RETURNING u.lane, u.journal_ids
  )
  SELECT lane, unnest(journal_ids) AS id FROM taken`;

/** Takes unsealed journals from the queue, by id. They come back if the transaction fails. */
export async function takeUnsealed(
  connection: Pick<PoolClient, 'query'>,
  journalsMax: number,
): Promise<JournalPlace[]> {
  const { rows } = await connection.query<JournalPlace>(TAKE, [journalsMax]);
  return rows.sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** OFFSET 0 keeps the planner from reading whole tables instead of looking these journals up. */
const JOURNALS = `
  SELECT u.place, j.lane, j.id, j.kind, j.claim_id, j.occurred_at, j.effective_at, j.posted_at, j.actor,
         j.reverses_id, j.idempotency_key, j.memo
    FROM unnest($1::smallint[], $2::text[]) WITH ORDINALITY AS u (lane, id, place)
    CROSS JOIN LATERAL (
      SELECT * FROM ledger_journals j WHERE j.lane = u.lane AND j.id = u.id OFFSET 0) AS j`;
const TRANSFERS = `
  SELECT u.place, t.debit_account, t.credit_account, t.currency, t.amount_minor, t.dimensions
    FROM unnest($1::smallint[], $2::text[]) WITH ORDINALITY AS u (lane, id, place)
    CROSS JOIN LATERAL (
      SELECT * FROM ledger_transfers t WHERE t.lane = u.lane AND t.journal_id = u.id
       ORDER BY t.line OFFSET 0) AS t`;

/** Values as the server writes them: a bulk of rows is read three times as fast without parsing. */
const AS_TEXT = { getTypeParser: () => (text: string) => text };

type JournalTexts = readonly [
  place: string,
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
type TransferTexts = readonly [
  place: string,
  debit: string,
  credit: string,
  currency: string,
  amountMinor: string,
  dimensions: string,
];

/**
 * Reads journals in bulk, in the order of `places`: the two tables one after the other, and put
 * together here. A journal without its row is a queue that lies, and stops the sealer.
 */
export async function readJournals(
  connection: Pick<PoolClient, 'query'>,
  places: readonly JournalPlace[],
): Promise<CanonicalJournal[]> {
  const values = [
    arrayLiteral(places.map(({ lane }) => lane)),
    arrayLiteral(places.map(({ id }) => id)),
  ];
  const transfers = await readTransfers(connection, values);
  const query = { text: JOURNALS, values, rowMode: 'array' as const, types: AS_TEXT };
  const { rows } = await connection.query<JournalTexts & unknown[]>(query);
  const journals = new Map(rows.map((row) => [row[0], journalOf(row, transfers)]));
  return places.map(({ id }, index) => {
    const journal = journals.get(String(index + 1));
    if (journal === undefined)
      throw new Error(`Journal ${id} waits for its seal and is not there.`);
    return journal;
  });
}

function journalOf(
  [
    place,
    lane,
    id,
    kind,
    claimId,
    occurredAt,
    effectiveAt,
    postedAt,
    actor,
    reversesId,
    key,
    memo,
  ]: JournalTexts,
  transfers: ReadonlyMap<string, CanonicalTransfer[]>,
): CanonicalJournal {
  return {
    ...canonicalOf({
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
    }),
    transfers: transfers.get(place) ?? [],
  };
}

async function readTransfers(
  connection: Pick<PoolClient, 'query'>,
  values: readonly string[],
): Promise<Map<string, CanonicalTransfer[]>> {
  const { rows } = await connection.query<TransferTexts & unknown[]>({
    text: TRANSFERS,
    values: [...values],
    rowMode: 'array',
    types: AS_TEXT,
  });
  const parse = dimensionsParser();
  const transfers = new Map<string, CanonicalTransfer[]>();
  for (const [place, debit, credit, currency, amountMinor, dimensions] of rows) {
    const transfer = { debit, credit, currency, amountMinor, dimensions: parse(dimensions) };
    const lines = transfers.get(place);
    if (lines === undefined) transfers.set(place, [transfer]);
    else lines.push(transfer);
  }
  return transfers;
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
