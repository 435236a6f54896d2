import { assertNever } from '@app/kernel';

import { addDays, addMonths, yearOf } from './local-date';
import type { LocalDate } from './local-date';
import { parseDuration } from './duration';

/** When people work: the days, the hours and the wall clock by which promises are kept. */
export interface BusinessCalendar {
  readonly id: string;
  /** IANA name of the wall clock, for people who print the dates. */
  readonly timeZone: string;
  /** Business hours as minutes from local midnight. */
  readonly opensAtMinute: number;
  readonly closesAtMinute: number;
  isWorkday(date: LocalDate): boolean;
  /**
   * Whether the holidays of a year are known. For a year that is not covered `isWorkday` knows
   * weekends only, so a due time there is an estimate, and whoever shows it must say so.
   */
  coversYear(year: number): boolean;
  /** The local date of an instant. */
  dateOf(instant: Date): LocalDate;
  /** The instant of a local time, as milliseconds after local midnight. */
  instantAt(date: LocalDate, millisecondOfDay: number): Date;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const LAST_MILLISECOND_OF_DAY = 24 * HOUR_MS - 1;

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
  const today = calendar.dateOf(from);
  switch (unit) {
    case 'min':
      return new Date(from.getTime() + count * MINUTE_MS);
    case 'H':
      return new Date(from.getTime() + count * HOUR_MS);
    case 'BH':
      return afterBusinessHours(from, count, calendar);
    case 'D':
      return endOf(addDays(today, count), calendar);
    case 'M':
      return endOf(addMonths(today, count), calendar);
    case 'BD':
      return endOf(workdayAfter(today, count, calendar), calendar);
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

function endOf(date: LocalDate, calendar: BusinessCalendar): Date {
  return calendar.instantAt(date, LAST_MILLISECOND_OF_DAY);
}

function workdayAfter(date: LocalDate, count: number, calendar: BusinessCalendar): LocalDate {
  let day = date;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    if (calendar.isWorkday(day)) left -= 1;
  }
  return day;
}

function afterBusinessHours(from: Date, count: number, calendar: BusinessCalendar): Date {
  let leftMs = count * HOUR_MS;
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
