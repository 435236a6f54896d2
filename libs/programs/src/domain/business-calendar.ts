import { assertNever } from '@app/kernel';

import { parseDuration } from './duration';
import type { DurationUnit } from './duration';
import { addDays, addMonths, yearOf } from './local-date';
import type { LocalDate } from './local-date';
import type { CalendarId } from './pack';
import type { WallClock } from './wall-clock';

/** When people work: the days, the hours and the wall clock by which promises are kept. */
export interface BusinessCalendar extends WallClock {
  readonly id: CalendarId;
  /** Business hours as minutes from local midnight. */
  readonly opensAtMinute: number;
  readonly closesAtMinute: number;
  /** Changes whenever the days or the hours do: kept beside each due time. */
  readonly version: string;
  readonly isWorkday: (date: LocalDate) => boolean;
  /** The working days of a year, in order. */
  readonly workdaysOf: (year: number) => readonly LocalDate[];
  /**
   * Whether the holidays of a year are known. For a year that is not covered `isWorkday` goes by
   * the week and by what a library reckons, so a due time there is an estimate, and whoever shows
   * it must say so.
   */
  readonly coversYear: (year: number) => boolean;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const COUNTS_WORKDAYS: readonly DurationUnit[] = ['BD', 'BH'];

/**
 * When a promise given at `from` falls due; on time means at or before this instant.
 *
 * - `BD`: counted from the next working day; due at the end of the last one.
 * - `D`, `M`: to the end of the local day so many days or months later; a day that the month does
 *   not have becomes its last day (30 November + 3M is 28 or 29 February).
 * - `H`, `min`: elapsed time, day and night.
 * - `BH`: elapsed time within business hours on working days.
 *
 * The end of a day is its last millisecond, so that a page which prints only the date prints the
 * day that was promised.
 */
export function dueAt(from: Date, within: string, calendar: BusinessCalendar): Date {
  const { count, unit } = parseDuration(within);
  switch (unit) {
    case 'min':
      return new Date(from.getTime() + count * MINUTE_MS);
    case 'H':
      return new Date(from.getTime() + count * HOUR_MS);
    case 'BH':
      return afterBusinessTime(from, count * HOUR_MS, calendar);
    case 'D':
      return endOf(addDays(calendar.dateOf(from), count), calendar);
    case 'M':
      return endOf(addMonths(calendar.dateOf(from), count), calendar);
    case 'BD':
      return endOf(workdayAfter(calendar.dateOf(from), count, calendar), calendar);
    default:
      return assertNever(unit);
  }
}

/**
 * The years from one instant to another whose holidays the calendar does not know. When this is
 * not empty, a due time between the two may fall on a holiday.
 */
export function yearsNotCovered(from: Date, to: Date, calendar: BusinessCalendar): number[] {
  const years: number[] = [];
  const last = yearOf(calendar.dateOf(to));
  for (let year = yearOf(calendar.dateOf(from)); year <= last; year += 1) {
    if (!calendar.coversYear(year)) years.push(year);
  }
  return years;
}

/**
 * Whether a due time may still move, because it was counted over days of a year whose holidays
 * nobody has published yet: whoever shows it must say so. Only business days and hours depend on
 * holidays; a caller that knows the promise (`15D`) names it, and gets false for all others.
 */
export function isEstimate(
  from: Date,
  due: Date,
  calendar: BusinessCalendar,
  within?: string,
): boolean {
  if (within !== undefined && !COUNTS_WORKDAYS.includes(parseDuration(within).unit)) return false;
  return yearsNotCovered(from, due, calendar).length > 0;
}

/**
 * When a promise (`5BD`) falls due that somebody gives until an instant: what is given in days or
 * months ends with the local day of that instant, and everything else with the instant itself.
 */
export function dueBy(until: Date, within: string, calendar: BusinessCalendar): Date {
  const { unit } = parseDuration(within);
  const isOfDays = unit === 'BD' || unit === 'D' || unit === 'M';
  return isOfDays ? endOf(calendar.dateOf(until), calendar) : until;
}

/** The last millisecond before the next day, also of a day of 23 or 25 hours. */
export function endOf(date: LocalDate, calendar: BusinessCalendar): Date {
  return new Date(calendar.instantAt(addDays(date, 1), 0).getTime() - 1);
}

function workdayAfter(date: LocalDate, count: number, calendar: BusinessCalendar): LocalDate {
  let year = yearOf(date);
  let days = calendar.workdaysOf(year);
  let index = countUpTo(days, date) + count - 1;
  while (index >= days.length) {
    index -= days.length;
    year += 1;
    days = calendar.workdaysOf(year);
  }
  return days[index] ?? date;
}

/** How many of the sorted days are not after a date. */
function countUpTo(days: readonly LocalDate[], date: LocalDate): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] ?? '') <= date) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The instant at which so many milliseconds of business hours have passed. */
export function afterBusinessTime(
  from: Date,
  businessMs: number,
  calendar: BusinessCalendar,
): Date {
  let leftMs = businessMs;
  for (let day = calendar.dateOf(from); ; day = addDays(day, 1)) {
    if (!calendar.isWorkday(day)) continue;
    const opens = calendar.instantAt(day, calendar.opensAtMinute * MINUTE_MS).getTime();
    const closes = calendar.instantAt(day, calendar.closesAtMinute * MINUTE_MS).getTime();
    const starts = Math.max(from.getTime(), opens);
    if (starts >= closes) continue;
    if (starts + leftMs <= closes) return new Date(starts + leftMs);
    leftMs -= closes - starts;
  }
}
