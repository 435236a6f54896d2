import type { QueryConfig } from 'pg';

import type { Lane } from '@app/kernel';

import type { JournalDraft, TransferDraft } from '../domain/journal';
import { arrayLiteral } from './array-literal';

/** A draft with the id that it gets when its key is free. */
export interface DraftRow {
  readonly draft: JournalDraft;
  readonly id: string;
}

/** Journals of more lines are rare, and each number of lines is a statement of its own. */
const LINES_SINGLE_MAX = 6;

/**
 * The statement that posts journals of a lane and returns the ids of those whose key was free. Two
 * tables in one statement: a journal that fails anywhere fails whole, and a key that is taken adds
 * nothing. The lane is one parameter, so that Citus can route it. The name makes it a prepared
 * statement: planning it takes longer than posting one journal. A journal alone comes as values:
 * reading it out of arrays takes twice the time on both sides.
 */
export function postStatement(lane: Lane, rows: readonly DraftRow[]): QueryConfig {
  const [first, second] = rows;
  if (first !== undefined && second === undefined) {
    const text = SINGLE.get(first.draft.transfers.length);
    if (text !== undefined) return singleStatement(text, lane, first);
  }
  return batchStatement(lane, rows);
}

const INSERT_JOURNALS = `
    INSERT INTO ledger_journals (lane, id, kind, claim_id, occurred_at, lines, actor, reverses_id,
                                 idempotency_key, memo, effective_at)`;
const CLOSED_UNTIL = '(SELECT max(closed_until) FROM ledger_period_closings)';
const NEW_KEYS_ONLY = `
    ON CONFLICT (lane, idempotency_key) DO NOTHING
    RETURNING id`;
const INSERT_TRANSFERS = `
    INSERT INTO ledger_transfers (lane, journal_id, line, lines, debit_account, credit_account, currency,
                                  amount_minor, dimensions)`;

const BATCH = `
  WITH posted AS (${INSERT_JOURNALS}
    SELECT $1::smallint, j.*, greatest(j.occurred_at, ${CLOSED_UNTIL})
      FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::smallint[], $7::text[], $8::text[],
                  $9::text[], $10::text[])
        AS j (id, kind, claim_id, occurred_at, lines, actor, reverses_id, idempotency_key, memo)
    ${NEW_KEYS_ONLY}
  ), transfers AS (${INSERT_TRANSFERS}
    SELECT $1::smallint, t.*
      FROM unnest($11::text[], $12::smallint[], $13::smallint[], $14::text[], $15::text[], $16::text[],
                  $17::bigint[], $18::jsonb[])
        AS t (journal_id, line, lines, debit, credit, currency, amount, dimensions)
     WHERE t.journal_id IN (SELECT id FROM posted)
  )
  SELECT id FROM posted`;

function batchStatement(lane: Lane, rows: readonly DraftRow[]): QueryConfig {
  const journals = rows.map(journalValues);
  const transfers = rows.flatMap(({ draft, id }) =>
    draft.transfers.map((transfer, line) => [
      id,
      line,
      draft.transfers.length,
      ...transferValues(transfer),
    ]),
  );
  return {
    name: 'ledger.post',
    text: BATCH,
    values: [lane, ...columnsOf(journals), ...columnsOf(transfers)],
  };
}

type Value = string | number | null;

function journalValues({ draft, id }: DraftRow): Value[] {
  return [
    id,
    draft.kind,
    draft.claimId,
    draft.occurredAt.toISOString(),
    draft.transfers.length,
    draft.actor,
    draft.reversesId ?? null,
    draft.idempotencyKey,
    draft.memo,
  ];
}

function transferValues({ debit, credit, money, dimensions }: TransferDraft): Value[] {
  return [
    debit,
    credit,
    money.currency,
    money.amountMinor.toString(),
    JSON.stringify(dimensions ?? {}),
  ];
}

/** Rows as the array parameters of their columns. */
function columnsOf(rows: readonly (readonly Value[])[]): string[] {
  const width = rows[0]?.length ?? 0;
  return Array.from({ length: width }, (_, column) =>
    arrayLiteral(rows.map((row) => row[column] ?? null)),
  );
}

function singleStatement(text: string, lane: Lane, row: DraftRow): QueryConfig {
  const { transfers } = row.draft;
  return {
    name: `ledger.post.${String(transfers.length)}`,
    text,
    values: [lane, ...journalValues(row), ...transfers.flatMap(transferValues)],
  };
}

/** The statements for one journal, by its number of lines. */
const SINGLE = new Map(
  Array.from({ length: LINES_SINGLE_MAX }, (_, index) => [index + 1, single(index + 1)]),
);

function single(lines: number): string {
  const transfers = Array.from({ length: lines }, (_, line) => {
    const at = (column: number): string => `$${String(11 + line * 5 + column)}`;
    return `SELECT $1::smallint, id, ${String(line)}, ${String(lines)}, ${at(0)}, ${at(1)}, ${at(2)},
           ${at(3)}::bigint, ${at(4)}::jsonb FROM posted`;
  });
  return `
  WITH posted AS (${INSERT_JOURNALS}
    VALUES ($1::smallint, $2, $3, $4, $5::timestamptz, $6::smallint, $7, $8, $9, $10,
            greatest($5::timestamptz, ${CLOSED_UNTIL}))
    ${NEW_KEYS_ONLY}
  ), transfers AS (${INSERT_TRANSFERS}
    ${transfers.join('\n    UNION ALL\n    ')}
  )
  SELECT id FROM posted`;
}
