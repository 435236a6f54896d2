import { Money, allocate } from '@app/money';

import { dueAt } from './business-calendar';
import { conditionHolds } from './condition';
import { eventAt } from './event-at';
import type { EventName, LiabilityRow } from './pack';
import type { ReadLine } from './read-facts';
import type { RuleInput } from './rule';

/** What a row of a liability table leaves to the claimant, line by line. */
export interface BorneByRow {
  readonly row: LiabilityRow;
  readonly partsMinor: readonly bigint[];
}

/** The shares of the rows that some payment falls under, or the events that are not known yet. */
export type LiabilityShares =
  { readonly borne: readonly BorneByRow[] } | { readonly missing: readonly EventName[] };

/** Each payment falls under the first row that fits by the time of notice. */
export function sharesByNotice(input: RuleInput, rows: readonly LiabilityRow[]): LiabilityShares {
  const missing = new Set<EventName>();
  const rowOfLine = input.lines.map(({ line, amountMinor }) => {
    if (amountMinor === 0n) return undefined;
    return rows.find((row) => {
      const fits = isNoticeWithin(row, line, input);
      if (fits === null && row.from !== undefined) missing.add(row.from);
      // An unknown time ends the search: the rows after it must not be guessed.
      return fits !== false;
    });
  });
  if (missing.size > 0) return { missing: [...missing] };
  const borne = rows
    .filter((row) => rowOfLine.includes(row))
    .map((row) => {
      const amounts = countedAmounts(row, input, (place) => rowOfLine[place] === row);
      return { row, partsMinor: partsOf(row, amounts, input.pack.currency) };
    });
  return { borne };
}

/** Whether notice came in time for a row; null while that is not known. */
function isNoticeWithin(
  { when, from, within }: LiabilityRow,
  line: ReadLine,
  { facts, calendar }: RuleInput,
): boolean | null {
  if (when !== undefined && conditionHolds(when, line.known) !== true) return false;
  if (within === null || from === undefined) return true;
  const at = eventAt(from, facts, line);
  return at === null ? null : facts.filedAt <= dueAt(at, within, calendar);
}

function partsOf(
  { ownShareUpToMinor, per }: LiabilityRow,
  amounts: readonly bigint[],
  currency: string,
): bigint[] {
  if (ownShareUpToMinor === null) return amounts.map(() => 0n);
  const limit = BigInt(ownShareUpToMinor);
  if (per === 'payment') return amounts.map((amountMinor) => lesser(amountMinor, limit));
  return spread(Money.of(lesser(sum(amounts), limit), currency), amounts);
}

/**
 * Rows are periods, one from the end of the other. A payment falls under the last one that had
 * begun, so that a late payment counts as late however late the loss was learned of.
 */
export function cumulativeShares(input: RuleInput, rows: readonly LiabilityRow[]): LiabilityShares {
  const { facts, calendar } = input;
  const applies = rows.map(
    ({ when }) => when === undefined || conditionHolds(when, facts.known) === true,
  );
  const ends = rows.map(({ from, within }) => {
    const at = from === undefined ? null : eventAt(from, facts);
    return within === null || at === null ? null : dueAt(at, within, calendar);
  });
  // The end of a period matters to it and to the next one.
  const missing = rows.flatMap(({ from, within }, place) => {
    const isNeeded = applies[place] === true || applies[place + 1] === true;
    const isUnknown = within !== null && from !== undefined && ends[place] === null;
    return isNeeded && isUnknown ? [from] : [];
  });
  if (missing.length > 0) return { missing: [...new Set(missing)] };
  const periodOfLine = input.lines.map(({ line }) => periodOf(line, ends, facts.filedAt));
  let borneMinor = 0n;
  const borne = rows.map((row, period) => {
    const amounts = countedAmounts(
      row,
      input,
      (place) => applies[period] === true && periodOfLine[place] === period,
    );
    const addedMinor = addedBy(row, borneMinor, sum(amounts));
    borneMinor += addedMinor;
    return { row, partsMinor: spread(Money.of(addedMinor, input.pack.currency), amounts) };
  });
  return { borne: borne.filter(({ partsMinor }) => sum(partsMinor) > 0n) };
}

/** The last period that had begun, by its number: of no row after notice, or after all of them. */
function periodOf({ paidAt }: ReadLine, ends: readonly (Date | null)[], notice: Date): number {
  if (paidAt > notice) return -1;
  return ends.findLastIndex((end) => end !== null && paidAt > end) + 1;
}

/** A row's limit includes what the rows before it took; no limit adds all that the row counts. */
function addedBy({ ownShareUpToMinor }: LiabilityRow, before: bigint, amountMinor: bigint): bigint {
  if (ownShareUpToMinor === null) return amountMinor;
  const room = BigInt(ownShareUpToMinor) - before;
  return room <= 0n ? 0n : lesser(room, amountMinor);
}

/** The amounts of the lines that a row counts, and zero in the places of the others. */
function countedAmounts(
  { onlyPayments }: LiabilityRow,
  { lines }: RuleInput,
  isUnderRow: (place: number) => boolean,
): bigint[] {
  return lines.map(({ line, amountMinor }, place) => {
    const isCounted =
      onlyPayments === undefined || conditionHolds(onlyPayments, line.known) === true;
    return isCounted && isUnderRow(place) ? amountMinor : 0n;
  });
}

/** Spreads an amount, which is at most the sum of the others, over them in proportion. */
function spread(amount: Money, over: readonly bigint[]): bigint[] {
  if (amount.isZero()) return over.map(() => 0n);
  return allocate(amount, over).map(({ amountMinor }) => amountMinor);
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((all, amount) => all + amount, 0n);
}

function lesser(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
