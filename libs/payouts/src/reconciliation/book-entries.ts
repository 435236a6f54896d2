import { laneOfId } from '@app/kernel';
import type { Reads } from '@app/platform';

import type { StatementLineKind } from '../domain/statement-line';
import { MATCH_TERMS } from './domain/match-terms';
import { CASH } from './domain/reconcilable';
import { NOW, SETTLED_BREAK, STANDING_MATCH } from './known-by';
import type { Book, BookEntry, Direction } from './domain/reconcilable';

/** What an event on a rail's account is on the rail's statement; all others are for people. */
const KINDS: Readonly<Record<string, StatementLineKind>> = {
  E11: 'payout',
  E16: 'payout',
  E19: 'return',
  E21: 'fee',
  E22: 'top_up',
  E35: 'payout',
};

/**
 * Lines of the ledger on a rail's account, or of our own cash where it tops up a rail, and where
 * that was taken back.
 */
function entriesOf(book: Book): { readonly where: string; readonly isIn: string } {
  return book.rail === CASH
    ? {
        where: `(transfer.debit_account = '1030' AND transfer.credit_account IN ('1010', '1020')
            OR transfer.credit_account = '1030' AND transfer.debit_account IN ('1010', '1020'))
          AND transfer.currency = $2 AND $1 = '${CASH}'`,
        isIn: `transfer.credit_account = '1030'`,
      }
    : {
        where: `(transfer.debit_account = '1030' OR transfer.credit_account = '1030')
          AND transfer.dimensions ->> 'rail' = $1 AND transfer.currency = $2`,
        isIn: `transfer.debit_account = '1030'`,
      };
}

/**
 * What is not matched, and what people have not ended: their bookings belong to their breaks, also
 * where they were taken back.
 */
const OF_NO_BREAK = `journal.idempotency_key NOT LIKE 'brk\\_%'
  AND (journal.reverses_id IS NULL OR NOT EXISTS (SELECT FROM ledger_journals booked
       WHERE booked.lane = journal.lane AND booked.id = journal.reverses_id
         AND booked.idempotency_key LIKE 'brk\\_%'))`;
const OPEN_ENTRY = `journal.posted_at <= $3 AND ${OF_NO_BREAK}
  AND NOT EXISTS (SELECT FROM statement_matches match WHERE match.journal_id = transfer.journal_id
       AND match.journal_line = transfer.line AND match.rail = $1 AND ${STANDING_MATCH})
  AND NOT EXISTS (SELECT FROM reconciliation_breaks found WHERE found.journal_id = transfer.journal_id
       AND found.journal_line = transfer.line AND found.rail = $1 AND ${SETTLED_BREAK})`;

const JOURNAL = `JOIN ledger_journals journal
  ON journal.lane = transfer.lane AND journal.id = transfer.journal_id`;

/** As the database keeps them. */
const OPEN_ENTRIES = `FROM open_rail_entries kept
  JOIN ledger_transfers transfer ON transfer.lane = kept.lane
    AND transfer.journal_id = kept.journal_id AND transfer.line = kept.journal_line ${JOURNAL}
  WHERE kept.rail = $1 AND kept.currency = $2 AND $3::timestamptz IS NOT NULL AND ${OF_NO_BREAK}`;

function entriesOpenThen(where: string): string {
  return `FROM ledger_transfers transfer ${JOURNAL} WHERE ${where} AND ${OPEN_ENTRY}`;
}

interface EntryRow {
  readonly journal_id: string;
  readonly line: number;
  readonly kind: string;
  readonly idempotency_key: string;
  readonly is_in: boolean;
  readonly amount: string;
  readonly occurred_at: Date;
  readonly reverses_id: string | null;
}

export interface OpenEntries {
  readonly entries: readonly BookEntry[];
  /** What those from long before the first statement add up to. */
  readonly olderMinor: bigint;
}

/**
 * The bookings of an account without a line, as was known by a moment; `from` is where the first
 * statement begins.
 */
export async function readBookEntries(
  reads: Reads,
  book: Book,
  { from, knownBy }: { readonly from: Date; readonly knownBy: Date },
): Promise<OpenEntries> {
  const { where, isIn } = entriesOf(book);
  const rowsFrom = new Date(from.getTime() - 2 * MATCH_TERMS.topUpApartMs);
  const parameters = [book.rail, book.currency, knownBy, rowsFrom];
  const source = knownBy === NOW ? OPEN_ENTRIES : entriesOpenThen(where);
  const rows = await reads.query<EntryRow[]>(
    `SELECT ${entryColumns(isIn)}
       ${source} AND journal.occurred_at >= $4`,
    parameters,
  );
  const [older] = await reads.query<{ minor: string }[]>(
    `SELECT coalesce(sum(CASE WHEN ${isIn} THEN transfer.amount_minor ELSE -transfer.amount_minor END), 0)::text AS minor
       ${source} AND journal.occurred_at < $4`,
    parameters,
  );
  return { entries: rows.map((row) => entryOf(row, book)), olderMinor: BigInt(older?.minor ?? 0) };
}

/** One booking of an account, as long as it is without a line; null where it is none of these. */
export async function readBookEntry(
  reads: Reads,
  book: Book,
  { journalId, journalLine }: EntryPlace,
): Promise<BookEntry | null> {
  const { where, isIn } = entriesOf(book);
  const [row] = await reads.query<EntryRow[]>(
    `SELECT ${entryColumns(isIn)}
       FROM ledger_transfers transfer ${JOURNAL}
      WHERE transfer.lane = $4 AND transfer.journal_id = $5 AND transfer.line = $6
        AND ${where} AND ${OPEN_ENTRY}`,
    [book.rail, book.currency, NOW, laneOfId(journalId), journalId, journalLine],
  );
  return row === undefined ? null : entryOf(row, book);
}

function entryColumns(isIn: string): string {
  return `transfer.journal_id, transfer.line, journal.kind, journal.idempotency_key,
    ${isIn} AS is_in, transfer.amount_minor::text AS amount, journal.occurred_at, journal.reverses_id`;
}

function entryOf(row: EntryRow, { rail }: Book): BookEntry {
  const direction: Direction = row.is_in ? 'in' : 'out';
  return {
    id: entryId(row.journal_id, row.line),
    kind: rail === CASH ? 'top_up' : kindAtRail(row),
    causeId: row.idempotency_key.split('/')[0] ?? '',
    direction,
    amountMinor: BigInt(row.amount),
    occurredAt: row.occurred_at,
    reversesId: row.reverses_id === null ? null : entryId(row.reverses_id, row.line),
  };
}

/** What a rail took back of a booking of ours its statement can show as anything. */
function kindAtRail({ kind, reverses_id: reversesId }: EntryRow): StatementLineKind {
  return reversesId === null ? (KINDS[kind] ?? 'other') : 'other';
}

/** Where a booking stands in the ledger. */
export interface EntryPlace {
  readonly journalId: string;
  readonly journalLine: number;
}

/** A line of a journal by one name. */
export function entryId(journalId: string, line: number): string {
  return `${journalId}/${String(line)}`;
}

/** The journal and the line that such a name stands for; null for what is none. */
export function entryPlace(id: string): EntryPlace | null {
  const [, journalId, line] = /^(jnl_[0-9a-z]{26})\/(\d{1,4})$/.exec(id) ?? [];
  return journalId === undefined || line === undefined
    ? null
    : { journalId, journalLine: Number(line) };
}
