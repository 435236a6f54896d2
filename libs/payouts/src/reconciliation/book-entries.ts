import type { Reads } from '@app/platform';

import type { StatementLineKind } from '../domain/statement-line';
import { MATCH_TERMS } from './domain/match-terms';
import { CASH } from './domain/reconcilable';
import { SETTLED_BREAK, STANDING_MATCH } from './known-by';
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

/** Lines of the ledger on a rail's account, or of our own cash where it tops up a rail. */
function entriesOf(book: Book): { readonly where: string; readonly isIn: string } {
  return book.rail === CASH
    ? {
        where: `transfer.debit_account = '1030' AND transfer.credit_account IN ('1010', '1020')
          AND transfer.currency = $2 AND $1 = '${CASH}'`,
        isIn: 'false',
      }
    : {
        where: `(transfer.debit_account = '1030' OR transfer.credit_account = '1030')
          AND transfer.dimensions ->> 'rail' = $1 AND transfer.currency = $2`,
        isIn: `transfer.debit_account = '1030'`,
      };
}

/** What is not matched, and what people have not ended: their bookings belong to their breaks. */
const OPEN_ENTRY = `journal.posted_at <= $3 AND journal.idempotency_key NOT LIKE 'brk\\_%'
  AND NOT EXISTS (SELECT FROM statement_matches match WHERE match.journal_id = transfer.journal_id
       AND match.journal_line = transfer.line AND match.rail = $1 AND ${STANDING_MATCH})
  AND NOT EXISTS (SELECT FROM reconciliation_breaks found WHERE found.journal_id = transfer.journal_id
       AND found.journal_line = transfer.line AND found.rail = $1 AND ${SETTLED_BREAK})`;

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
  const source = `FROM ledger_transfers transfer
    JOIN ledger_journals journal ON journal.lane = transfer.lane AND journal.id = transfer.journal_id
    WHERE ${where} AND ${OPEN_ENTRY}`;
  const rows = await reads.query<EntryRow[]>(
    `SELECT transfer.journal_id, transfer.line, journal.kind, journal.idempotency_key,
            ${isIn} AS is_in, transfer.amount_minor::text AS amount, journal.occurred_at,
            journal.reverses_id
       ${source} AND journal.occurred_at >= $4`,
    parameters,
  );
  const [older] = await reads.query<{ minor: string }[]>(
    `SELECT coalesce(sum(CASE WHEN ${isIn} THEN transfer.amount_minor ELSE -transfer.amount_minor END), 0)::text AS minor
       ${source} AND journal.occurred_at < $4`,
    parameters,
  );
  return { entries: rows.map(entryOf), olderMinor: BigInt(older?.minor ?? 0) };
}

function entryOf(row: EntryRow): BookEntry {
  const direction: Direction = row.is_in ? 'in' : 'out';
  return {
    id: entryId(row.journal_id, row.line),
    kind: row.reverses_id === null ? (KINDS[row.kind] ?? 'other') : 'other',
    causeId: row.idempotency_key.split('/')[0] ?? '',
    direction,
    amountMinor: BigInt(row.amount),
    occurredAt: row.occurred_at,
    reversesId: row.reverses_id === null ? null : entryId(row.reverses_id, row.line),
  };
}

/** A line of a journal by one name. */
export function entryId(journalId: string, line: number): string {
  return `${journalId}/${String(line)}`;
}

/** The journal and the line that such a name stands for; null for what is none. */
export function entryPlace(
  id: string,
): { readonly journalId: string; readonly journalLine: number } | null {
  const [, journalId, line] = /^(jnl_[0-9a-z]{26})\/(\d{1,4})$/.exec(id) ?? [];
  return journalId === undefined || line === undefined
    ? null
    : { journalId, journalLine: Number(line) };
}
