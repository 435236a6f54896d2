import type { Client } from 'pg';

/** A line of a journal, as far as it differs from 1.00 CNY from 2010 to 5010. */
export interface RawLine {
  readonly journal?: string;
  readonly line: number;
  readonly lines: number;
  readonly debit?: string;
  readonly credit?: string;
  readonly amount?: string;
  readonly currency?: string;
  readonly dimensions?: unknown;
}

/** A journal that is written past all code of ours, in lane 7. */
export interface RawJournal {
  readonly id?: string;
  readonly lines: number;
  readonly key?: string;
  readonly reverses?: string;
  /** SQL for a time of the journal that is chosen; it happened just now unless it says so. */
  readonly occurredAt?: string;
  readonly effectiveAt?: string;
  readonly transfers?: readonly RawLine[];
}

/** The only line of a journal. */
export const LINE: RawLine = { line: 0, lines: 1 };
/** The line of its reversal. */
export const MIRRORED: RawLine = { ...LINE, debit: '2010', credit: '5010' };
export const INSERT_LINES = `
  INSERT INTO ledger_transfers (lane, journal_id, line, lines, debit_account, credit_account,
                                currency, amount_minor, dimensions)
  SELECT 7, l ->> 'journal', (l ->> 'line')::smallint, (l ->> 'lines')::smallint, l ->> 'debit',
         l ->> 'credit', l ->> 'currency', (l ->> 'amount')::bigint, l -> 'dimensions'
    FROM jsonb_array_elements($1) AS l`;
/** Inserts a journal without its lines; parameters: unused, id, lines, reverses, key. */
export const insertJournal = ({
  occurredAt = 'now()',
  effectiveAt = occurredAt,
}: RawJournal): string => `
  INSERT INTO ledger_journals (lane, id, kind, occurred_at, effective_at, lines, actor, reverses_id,
                               idempotency_key, memo)
  VALUES (7, $2, 'E05', ${occurredAt}, ${effectiveAt}, $3, 'test', $4, $5, '')`;

let count = 0;

/** The parameter of `INSERT_LINES`. */
export function lineRows(journal: string, transfers: readonly RawLine[]): string {
  const usual = {
    ...{ journal, debit: '5010', credit: '2010', amount: '100' },
    ...{ currency: 'CNY', dimensions: {} },
  };
  return JSON.stringify(transfers.map((transfer) => ({ ...usual, ...transfer })));
}

/** Writes a journal and its lines as one statement, past all code of ours; returns its id. */
export async function writeJournal(client: Client, journal: RawJournal): Promise<string> {
  count += 1;
  const id = journal.id ?? `jnl_${String(count)}`;
  await client.query(`WITH journal AS (${insertJournal(journal)}) ${INSERT_LINES}`, [
    lineRows(id, journal.transfers ?? []),
    id,
    journal.lines,
    journal.reverses ?? null,
    journal.key ?? id,
  ]);
  return id;
}

/** Writes lines without a journal of theirs. */
export async function writeLines(
  client: Client,
  id: string,
  transfers: readonly RawLine[],
): Promise<void> {
  await client.query(INSERT_LINES, [lineRows(id, transfers)]);
}
