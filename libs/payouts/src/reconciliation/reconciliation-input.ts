import { isId, laneOfId } from '@app/kernel';
import type { Reads } from '@app/platform';

import { payoutIdOfKey } from '../domain/payout-order';
import type { PayoutStatus } from '../domain/payout-lifecycle';
import type { StatementLineKind } from '../domain/statement-line';
import { readBookEntries } from './book-entries';
import { MATCH_TERMS } from './domain/match-terms';
import { CASH, transferOf } from './domain/reconcilable';
import type { Book, BookEntry, Direction, KnownPayout, StatedLine } from './domain/reconcilable';
import type { Reconcilable } from './domain/reconcile';
import { NOW, SETTLED_BREAK, STANDING_MATCH, TAKEN_STATEMENT } from './known-by';
import type { Known } from './known-by';
import { readStatedBalances } from './stated-balances';

/**
 * All that is not settled between the books and the statements of one account, as was known by a
 * moment. How payouts stand is told as of now: it says why something differs, not whether.
 */
export async function reconcilable(
  reads: Reads,
  book: Book,
  knownBy: Date = NOW,
): Promise<Reconcilable> {
  const known = [book.rail, book.currency, knownBy] as const;
  const stated = await statedSpan(reads, known);
  const lines = await openLines(reads, known);
  const from = stated?.from ?? knownBy;
  const { entries, olderMinor } = await readBookEntries(reads, book, { from, knownBy });
  const about = [
    ...lines.map(({ payoutId }) => payoutId),
    ...entries.filter((entry) => isReached(entry, stated)).map(({ causeId }) => causeId),
  ];
  return {
    ...{ book, lines, entries, olderMinor, stated },
    matched: await matchedKinds(reads, known, lines),
    counted: await countedTransfers(reads, known, lines),
    apart: await undonePairs(reads, known),
    payouts: await knownPayouts(reads, about),
    balances: await readStatedBalances(reads, known),
    isTopUpsOnly: book.rail === CASH,
  };
}

/** Only what a statement ought to have can be missing there. */
function isReached({ occurredAt }: BookEntry, stated: Reconcilable['stated']): boolean {
  return stated !== null && occurredAt.getTime() + MATCH_TERMS.lagMs <= stated.until.getTime();
}

async function statedSpan(reads: Reads, known: Known): Promise<Reconcilable['stated']> {
  const [span] = await reads.query<{ from: Date | null; until: Date | null }[]>(
    `SELECT min(from_at) AS "from", max(to_at) AS until FROM statements statement
      WHERE rail = $1 AND currency = $2 AND ${TAKEN_STATEMENT}`,
    [...known],
  );
  const { from = null, until = null } = span ?? {};
  return from === null || until === null ? null : { from, until };
}

interface LineRow {
  readonly id: string;
  readonly kind: StatementLineKind;
  readonly direction: Direction;
  readonly amount: string;
  readonly booked_at: Date;
  readonly key: string | null;
  readonly transfer_id: string | null;
}

/** On our own account others pay in, and are paid: what is known to be theirs tops up nothing. */
const OF_OURS = `(line.rail <> '${CASH}' OR NOT line_is_of_others(line.id))`;

/** As the database keeps them. */
const OPEN_LINES = `FROM open_statement_lines kept JOIN statement_lines line ON line.id = kept.line_id
  WHERE kept.rail = $1 AND kept.currency = $2 AND $3::timestamptz IS NOT NULL AND ${OF_OURS}`;

const LINES_OPEN_THEN = `FROM statement_lines line JOIN statements statement ON statement.id = line.statement_id
  WHERE line.rail = $1 AND line.currency = $2 AND ${TAKEN_STATEMENT}
    AND NOT EXISTS (SELECT FROM statement_matches match
         WHERE match.line_id = line.id AND ${STANDING_MATCH})
    AND NOT EXISTS (SELECT FROM reconciliation_breaks found
         WHERE found.line_id = line.id AND ${SETTLED_BREAK}) AND ${OF_OURS}`;

async function openLines(reads: Reads, known: Known): Promise<StatedLine[]> {
  const rows = await reads.query<LineRow[]>(
    `SELECT line.id, line.kind, line.direction, line.amount_minor::text AS amount, line.booked_at,
            line.key, line.transfer_id
       ${known[2] === NOW ? OPEN_LINES : LINES_OPEN_THEN}`,
    [...known],
  );
  const byTransfer = await payoutsByTransfer(reads, known[0], rows);
  return rows.map((row) => {
    const { id, kind, direction, amount, booked_at: bookedAt } = row;
    const transferId = row.transfer_id;
    const line = { id, kind, direction, amountMinor: BigInt(amount), bookedAt, transferId };
    // Fees and top-ups are matched by themselves, also where a fee says for which payout it was.
    if (kind === 'fee') return { ...line, payoutId: null, namedBy: null, transferId: null };
    if (kind === 'top_up') return { ...line, payoutId: null, namedBy: null };
    const keyed = row.key === null ? null : payoutIdOfKey(row.key);
    if (keyed !== null) return { ...line, payoutId: keyed, namedBy: 'key' };
    const payoutId = byTransfer.get(transferId ?? '') ?? null;
    return { ...line, payoutId, namedBy: payoutId === null ? null : 'transfer_id' };
  });
}

/** Payouts by the rail's own number, for lines that do not carry our key. */
async function payoutsByTransfer(
  reads: Reads,
  rail: string,
  rows: readonly LineRow[],
): Promise<ReadonlyMap<string, string>> {
  const numbers = rows.flatMap(({ key, transfer_id: number }) =>
    key === null && number !== null ? [number] : [],
  );
  if (numbers.length === 0) return new Map();
  const found = await reads.query<{ number: string; id: string }[]>(
    `SELECT rail_transfer_id AS number, id FROM payouts
      WHERE rail = $1 AND rail_transfer_id = ANY ($2) ORDER BY id DESC`,
    [rail, numbers],
  );
  return new Map(found.map(({ number, id }) => [number, id]));
}

async function matchedKinds(
  reads: Reads,
  known: Known,
  lines: readonly StatedLine[],
): Promise<ReadonlySet<string>> {
  const ids = lines.flatMap(({ payoutId }) => (payoutId === null ? [] : [payoutId]));
  if (ids.length === 0) return new Set();
  const rows = await reads.query<{ told: string }[]>(
    `SELECT match.kind || '/' || match.cause_id AS told FROM statement_matches match
      WHERE match.rail = $1 AND match.currency = $2 AND ${STANDING_MATCH} AND match.cause_id = ANY ($4)`,
    [...known, ids],
  );
  return new Set(rows.map(({ told }) => told));
}

/** Of the transfers of these lines those that another line of the rail is matched for. */
async function countedTransfers(
  reads: Reads,
  [rail, , knownBy]: Known,
  lines: readonly StatedLine[],
): Promise<ReadonlySet<string>> {
  const numbers = lines.flatMap(({ transferId }) => (transferId === null ? [] : [transferId]));
  if (numbers.length === 0) return new Set();
  const rows = await reads.query<Pick<StatedLine, 'direction' | 'transferId'>[]>(
    `SELECT DISTINCT line.direction, line.transfer_id AS "transferId"
       FROM statement_lines line JOIN statement_matches match ON match.line_id = line.id
      WHERE line.rail = $1 AND line.transfer_id = ANY ($2) AND line.kind <> 'fee' AND ${STANDING_MATCH}`,
    [rail, numbers, knownBy],
  );
  return new Set(rows.map((row) => transferOf(row) ?? ''));
}

/** What was matched once, and is not the same money after all; of lines that are there. */
async function undonePairs(reads: Reads, known: Known): Promise<ReadonlySet<string>> {
  const rows = await reads.query<{ pair: string }[]>(
    `SELECT match.line_id || ' ' || journal_id || '/' || journal_line AS pair
       FROM statement_matches match
       JOIN statement_lines line ON line.id = match.line_id
       JOIN statements statement ON statement.id = line.statement_id
      WHERE match.rail = $1 AND match.currency = $2 AND match.matched_at <= $3
        AND match.undoes_id IS NOT NULL AND ${TAKEN_STATEMENT}`,
    [...known],
  );
  return new Set(rows.map(({ pair }) => pair));
}

interface PayoutRow extends Omit<KnownPayout, 'railSays'> {
  readonly status: PayoutStatus;
  readonly rail_says: string | null;
}

async function knownPayouts(
  reads: Reads,
  about: readonly (string | null)[],
): Promise<ReadonlyMap<string, KnownPayout>> {
  const ids = [...new Set(about)].filter((id) => id !== null && isId(id, 'pyo')) as string[];
  if (ids.length === 0) return new Map();
  const rows = await reads.query<PayoutRow[]>(
    `SELECT payout.id, payout.rail, payout.currency, payout.status,
            (SELECT answer.class FROM payout_answers answer
              WHERE answer.lane = payout.lane AND answer.payout_id = payout.id AND answer.applied
              ORDER BY answer.number DESC LIMIT 1) AS rail_says
       FROM payouts payout
      WHERE (payout.lane, payout.id) IN (SELECT * FROM unnest($1::smallint[], $2::text[]))`,
    [ids.map(laneOfId), ids],
  );
  return new Map(
    rows.map(({ rail_says: railSays, ...payout }) => [payout.id, { ...payout, railSays }]),
  );
}
