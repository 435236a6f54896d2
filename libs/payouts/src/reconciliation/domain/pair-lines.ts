import { MATCH_TERMS } from './match-terms';
import { transferOf } from './reconcilable';
import type { BookEntry, FoundMatch, StatedLine } from './reconcilable';

/** Lines and entries that have no partner so far, and what was found among them. */
export interface Pairing {
  readonly lines: readonly StatedLine[];
  readonly entries: readonly BookEntry[];
  readonly matches: readonly FoundMatch[];
  /** About the same, and another amount. */
  readonly unequal: readonly (readonly [StatedLine, BookEntry])[];
  /** Transfers of lines that have found a partner, now or earlier. */
  readonly counted: ReadonlySet<string>;
}

/**
 * Pairs each line with at most one entry, and each entry with at most one line, the earliest first:
 * by the payout that a line names, by the line itself where a fee was booked for it, and top-ups,
 * which carry no key, by amount and date. Other amounts of one payout are pairs, too, but no match,
 * and only where no line has the amount that was ordered.
 * Of several lines with the rail's number of one transfer one finds a partner; none where that was
 * `counted` earlier.
 */
export function pairLines(
  lines: readonly StatedLine[],
  entries: readonly BookEntry[],
  { apart = new Set(), counted = new Set() }: Partial<PairedEarlier> = {},
): Pairing {
  const open: Open = {
    apart,
    counted: new Set(counted),
    lines: [...lines].sort((a, b) => inOrder(a.bookedAt, a.id, b.bookedAt, b.id)),
    entries: [...standing(entries)].sort((a, b) => inOrder(a.occurredAt, a.id, b.occurredAt, b.id)),
    matches: [],
    unequal: [],
  };
  pairByName(open, (line, entry) => line.amountMinor === entry.amountMinor);
  pairByName(open, () => true);
  pairByAmount(open, { kind: 'top_up', onlyIfAlone: false });
  pairByAmount(open, { kind: 'other', onlyIfAlone: true });
  return open;
}

/** `line entry` of what people said is not the same money: they stay apart. */
export type Apart = ReadonlySet<string>;

/** What earlier comparisons, and people, have said. */
export interface PairedEarlier {
  readonly apart: Apart;
  readonly counted: ReadonlySet<string>;
}

interface Open {
  readonly apart: Apart;
  readonly counted: Set<string>;
  lines: StatedLine[];
  entries: BookEntry[];
  readonly matches: FoundMatch[];
  readonly unequal: (readonly [StatedLine, BookEntry])[];
}

/** What was taken back again before any statement had it is as if it had never been. */
export function standing(entries: readonly BookEntry[]): BookEntry[] {
  const ids = new Set(entries.map(({ id }) => id));
  const reversals = entries.filter(({ reversesId }) => reversesId !== null && ids.has(reversesId));
  const gone = new Set(reversals.flatMap(({ id, reversesId }) => [id, reversesId ?? '']));
  return entries.filter(({ id }) => !gone.has(id));
}

/** By what both are about: the payout, or the line for which a fee was booked. */
function pairByName(open: Open, isWanted: (line: StatedLine, entry: BookEntry) => boolean): void {
  const byName = new Map<string, BookEntry>();
  for (const entry of open.entries.toReversed()) byName.set(nameOf(entry, entry.causeId), entry);
  for (const line of open.lines) {
    const about = [line.payoutId, line.id].find((one) => byName.has(nameOf(line, one)));
    const entry = byName.get(nameOf(line, about ?? null));
    if (entry === undefined || isApart(open, line, entry) || !isWanted(line, entry)) continue;
    if (!countsFirst(open, line)) continue;
    byName.delete(nameOf(entry, entry.causeId));
    pair(open, line, entry);
  }
  keepUnpaired(open);
}

function pair(open: Open, line: StatedLine, entry: BookEntry): void {
  if (entry.amountMinor !== line.amountMinor) {
    open.unequal.push([line, entry]);
    return;
  }
  const by = entry.causeId === line.id ? 'cause' : (line.namedBy ?? 'key');
  open.matches.push({ lineId: line.id, entryId: entry.id, by });
}

/** What a line and an entry have in common that are about the same. */
function nameOf({ kind, direction }: StatedLine | BookEntry, about: string | null): string {
  return `${kind} ${direction} ${about ?? ''}`;
}

/** A line that may be something else as well is a top-up only when nothing else is like it. */
function pairByAmount(open: Open, { kind, onlyIfAlone }: TopUpLines): void {
  const lines = open.lines.filter((line) => line.kind === kind);
  const topUps = open.entries.filter((entry) => entry.kind === 'top_up');
  const taken = new Set<string>();
  for (const line of lines) {
    const free = topUps.filter((one) => !taken.has(one.id) && !isApart(open, line, one));
    const alike = free.filter((one) => isAlike(line, one));
    const [entry] = alike;
    if (entry === undefined) continue;
    const isAlone = alike.length === 1 && lines.filter((one) => isAlike(one, entry)).length === 1;
    if ((onlyIfAlone && !isAlone) || !countsFirst(open, line)) continue;
    taken.add(entry.id);
    open.matches.push({ lineId: line.id, entryId: entry.id, by: 'amount_and_date' });
  }
  keepUnpaired(open);
}

/** Whether no line of the same transfer has a partner; from now on this one has. */
function countsFirst({ counted }: Open, line: StatedLine): boolean {
  const transfer = transferOf(line);
  if (transfer === null) return true;
  if (counted.has(transfer)) return false;
  counted.add(transfer);
  return true;
}

interface TopUpLines {
  readonly kind: StatedLine['kind'];
  readonly onlyIfAlone: boolean;
}

function isApart({ apart }: Open, line: StatedLine, entry: BookEntry): boolean {
  return apart.has(`${line.id} ${entry.id}`);
}

function isAlike(line: StatedLine, entry: BookEntry): boolean {
  return (
    line.payoutId === null &&
    line.direction === entry.direction &&
    line.amountMinor === entry.amountMinor &&
    apartMs(line, entry) <= MATCH_TERMS.topUpApartMs
  );
}

/** How far a line and an entry are from each other. */
export function apartMs(line: StatedLine, entry: BookEntry): number {
  return Math.abs(line.bookedAt.getTime() - entry.occurredAt.getTime());
}

function keepUnpaired(open: Open): void {
  const paired = new Set([
    ...open.matches.flatMap(({ lineId, entryId }) => [lineId, entryId]),
    ...open.unequal.flatMap(([line, entry]) => [line.id, entry.id]),
  ]);
  open.lines = open.lines.filter(({ id }) => !paired.has(id));
  open.entries = open.entries.filter(({ id }) => !paired.has(id));
}

function inOrder(atA: Date, idA: string, atB: Date, idB: string): number {
  return atA.getTime() - atB.getTime() || (idA < idB ? -1 : idA > idB ? 1 : 0);
}
