import type { PayoutStatus } from '../../domain/payout-lifecycle';
import { balanceBreaks } from './balance-breaks';
import type { StatedBalance } from './balance-breaks';
import { MATCH_TERMS } from './match-terms';
import { apartMs, pairLines, standing } from './pair-lines';
import type { Apart } from './pair-lines';
import { signedMinor, transferOf } from './reconcilable';
import type {
  Book,
  BookEntry,
  BreakReason,
  FoundBreak,
  FoundMatch,
  KnownPayout,
  StatedLine,
} from './reconcilable';

/** All that is not settled yet between the books and the statements of one account. */
export interface Reconcilable {
  readonly book: Book;
  readonly lines: readonly StatedLine[];
  readonly entries: readonly BookEntry[];
  /** What all older bookings without a line add up to, long before the first statement. */
  readonly olderMinor: bigint;
  /** `kind/payout` of what was matched earlier: a further line of it is one too many. */
  readonly matched: ReadonlySet<string>;
  /** Transfers of lines that were matched earlier: a further line of one is one too many. */
  readonly counted: ReadonlySet<string>;
  readonly apart: Apart;
  readonly payouts: ReadonlyMap<string, KnownPayout>;
  /** What all statements together cover; null while there is none. */
  readonly stated: { readonly from: Date; readonly until: Date } | null;
  /** The balances that statements open with, by their beginning. */
  readonly balances: readonly StatedBalance[];
  /** Of our own bank account only what tops up a rail is looked at. */
  readonly isTopUpsOnly: boolean;
}

export interface Reconciliation {
  readonly matches: readonly FoundMatch[];
  readonly breaks: readonly FoundBreak[];
  /** Fees that the rail took and nobody has booked: E21. */
  readonly fees: readonly StatedLine[];
  /** Lines whose payout has to be asked about now. */
  readonly asks: readonly StatedLine[];
  /** Booked later than any statement reaches: nothing is missing yet. */
  readonly unstated: readonly BookEntry[];
  /** From before the first statement: part of the balance that it opens with. */
  readonly earlier: readonly BookEntry[];
}

/**
 * Compares what the ledger, the rail's answers and its statements say of one account. The same
 * input gives the same result in any order. What comes out adds up: the ledger's balance, less what
 * no statement reaches yet, and the effects of all breaks are the statement's balance.
 */
export function reconcile(input: Reconcilable): Reconciliation {
  const paired = pairLines(input.lines, input.entries, input);
  const { matches } = paired;
  const outside = (line: StatedLine): boolean => input.isTopUpsOnly && line.kind !== 'top_up';
  const lonely = paired.lines.filter((line) => !outside(line));
  const places = placed(paired.entries, input.stated);
  const matched = new Set([...input.matched, ...matchedNow(matches, input.lines)]);
  const breaks = [
    ...lonely.map((line) => lineBreak(line, { ...input, matched, counted: paired.counted })),
    ...withoutRoundTrips(places.missing).map((entry) => entryBreak(entry, input)),
    ...paired.unequal.map(([line, entry]) => amountBreak(line, entry)),
    ...dateBreaks(matches, input),
    ...(input.isTopUpsOnly
      ? []
      : balanceBreaks(input.balances, input.olderMinor + sumMinor(places.earlier))),
  ];
  const asked: readonly BreakReason[] = ['not_settled', 'failed_in_books', 'not_returned'];
  const toAsk = new Set(breaks.filter(({ reason }) => asked.includes(reason)).map(lineIdOf));
  return {
    matches,
    breaks,
    fees: lonely.filter((line) => isFee(line) && !isDoubted(line, input)),
    asks: lonely.filter(({ id }) => toAsk.has(id)),
    unstated: places.unstated,
    earlier: places.earlier,
  };
}

/** `kind/payout` of what has found its line now. */
function matchedNow(matches: readonly FoundMatch[], lines: readonly StatedLine[]): string[] {
  const ids = new Set(matches.map(({ lineId }) => lineId));
  return lines.flatMap(({ id, kind, payoutId }) =>
    payoutId !== null && ids.has(id) ? [`${kind}/${payoutId}`] : [],
  );
}

function isFee({ kind, direction }: StatedLine): boolean {
  return kind === 'fee' && direction === 'out';
}

/** Whether people have said of it once that it is not what it was matched with. */
function isDoubted({ id }: StatedLine, { apart }: Reconcilable): boolean {
  return [...apart].some((pair) => pair.startsWith(`${id} `));
}

function lineIdOf({ lineId }: FoundBreak): string | null {
  return lineId;
}

/** What an entry without a line is: too early, too late, or missing on the statement. */
function placed(
  entries: readonly BookEntry[],
  stated: Reconcilable['stated'],
): Record<'earlier' | 'missing' | 'unstated', BookEntry[]> {
  const places = { earlier: [], missing: [], unstated: [] } as Record<
    'earlier' | 'missing' | 'unstated',
    BookEntry[]
  >;
  for (const entry of entries) {
    if (stated === null) places.unstated.push(entry);
    else if (entry.occurredAt < stated.from) places.earlier.push(entry);
    else if (entry.occurredAt.getTime() + MATCH_TERMS.lagMs > stated.until.getTime()) {
      places.unstated.push(entry);
    } else places.missing.push(entry);
  }
  return places;
}

/** A payout and its return that no statement knows are no money: the payout never left. */
function withoutRoundTrips(entries: readonly BookEntry[]): BookEntry[] {
  const gone = new Set<string>();
  for (const back of entries.filter(({ kind }) => kind === 'return')) {
    const payout = entries.find(
      (one) =>
        one.kind === 'payout' &&
        one.causeId === back.causeId &&
        signedMinor(one) === -signedMinor(back) &&
        !gone.has(one.id),
    );
    if (payout !== undefined) gone.add(payout.id).add(back.id);
  }
  return entries.filter(({ id }) => !gone.has(id));
}

function lineBreak(line: StatedLine, input: Reconcilable): FoundBreak {
  const isTwice = line.payoutId !== null && input.matched.has(`${line.kind}/${line.payoutId}`);
  const isCounted = input.counted.has(transferOf(line) ?? '');
  const isSecond = isTwice || isCounted || comesAfter(line, input);
  return {
    kind: isSecond ? 'duplicate' : 'line_without_partner',
    reason: isSecond ? 'stated_twice' : lineReason(line, input),
    ...{ lineId: line.id, entryId: null, statementId: null, payoutId: line.payoutId },
    effectMinor: signedMinor(line),
    since: line.bookedAt,
  };
}

/** Whether an earlier line says the same of the same payout, or is the same transfer. */
function comesAfter(line: StatedLine, { lines }: Reconcilable): boolean {
  return lines.some(
    (one) =>
      isOfSame(one, line) &&
      (one.bookedAt < line.bookedAt ||
        (one.bookedAt.getTime() === line.bookedAt.getTime() && one.id < line.id)),
  );
}

function isOfSame(one: StatedLine, other: StatedLine): boolean {
  if (one.direction !== other.direction) return false;
  const isOfPayout = one.payoutId !== null && one.payoutId === other.payoutId;
  if (isOfPayout && one.kind === other.kind) return true;
  return one.transferId !== null && one.transferId === other.transferId;
}

function lineReason(line: StatedLine, { book, payouts }: Reconcilable): BreakReason {
  if (line.payoutId === null) return isBookable(line) ? 'not_booked' : 'nobodys';
  const payout = payouts.get(line.payoutId);
  if (payout === undefined) return 'unknown_payout';
  if (payout.rail !== book.rail || payout.currency !== book.currency) return 'other_rail';
  return standingReason(line, payout.status);
}

function standingReason({ kind }: StatedLine, status: PayoutStatus): BreakReason {
  if (kind === 'return' && status === 'settled') return 'not_returned';
  if (IS_OVER.includes(status)) return 'other_kind';
  return status === 'failed' || status === 'cancelled' ? 'failed_in_books' : 'not_settled';
}

/** Statuses after which a line of the same kind would have found its booking. */
const IS_OVER: readonly PayoutStatus[] = ['settled', 'returned'];

function isBookable({ kind }: StatedLine): boolean {
  return kind === 'fee' || kind === 'top_up';
}

function entryBreak(entry: BookEntry, { payouts }: Reconcilable): FoundBreak {
  const payout = payouts.get(entry.causeId);
  return {
    kind: 'entry_without_partner',
    reason: payout === undefined ? 'not_stated' : entryReason(entry, payout),
    ...{ lineId: null, entryId: entry.id, statementId: null, payoutId: payout?.id ?? null },
    effectMinor: -signedMinor(entry),
    since: entry.occurredAt,
  };
}

/** The third voice: what the rail answered when it was asked. */
function entryReason({ kind }: BookEntry, { railSays }: KnownPayout): BreakReason {
  const isConfirmed = kind === 'return' ? railSays === 'returned' : railSays === 'confirmed';
  return isConfirmed ? 'rail_confirmed' : 'people_said';
}

function amountBreak(line: StatedLine, entry: BookEntry): FoundBreak {
  return {
    kind: 'other_amount',
    reason: 'amount_differs',
    ...{ lineId: line.id, entryId: entry.id, statementId: null, payoutId: line.payoutId },
    effectMinor: signedMinor(line) - signedMinor(entry),
    since: line.bookedAt,
  };
}

/** Matched, and so far apart that somebody should look: money that a rail kept for a week. */
function dateBreaks(matches: readonly FoundMatch[], input: Reconcilable): FoundBreak[] {
  const lines = new Map(input.lines.map((line) => [line.id, line]));
  const entries = new Map(standing(input.entries).map((entry) => [entry.id, entry]));
  return matches.flatMap(({ lineId, entryId }) => {
    const [line, entry] = [lines.get(lineId), entries.get(entryId)];
    if (line === undefined || entry === undefined) return [];
    if (line.payoutId === null || apartMs(line, entry) <= MATCH_TERMS.dateApartMs) return [];
    return [
      {
        kind: 'other_date',
        reason: 'date_differs',
        ...{ lineId, entryId, statementId: null, payoutId: line.payoutId },
        effectMinor: 0n,
        since: line.bookedAt,
      } as const,
    ];
  });
}

/** What moved in all of them together, with its sign. */
export function sumMinor(
  moved: readonly { readonly direction: 'in' | 'out'; readonly amountMinor: bigint }[],
): bigint {
  return moved.reduce((sum, one) => sum + signedMinor(one), 0n);
}
