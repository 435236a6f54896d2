import type { BusinessCalendar } from './business-calendar';
import { calendarOf } from './calendars';
import { daysOfYear, yearOf } from './local-date';
import type { LocalDate } from './local-date';
import type { CalendarId } from './pack';
import { remembered } from './remembered';

/** One version of a calendar as it is kept, so that a promise is reckoned by its days for good. */
export interface KeptCalendar {
  readonly version: string;
  readonly calendar: CalendarId;
  readonly opensAtMinute: number;
  readonly closesAtMinute: number;
  /** Per year its days in order: `1` people work, `0` they do not. */
  readonly days: Readonly<Record<string, string>>;
  /** The years of these whose holidays were known. */
  readonly coveredYears: readonly number[];
}

/** Further ahead than promises reach; some libraries take a tenth of a second for each year. */
const YEARS = { first: 2024, last: 2034 };

/** A calendar as it is now, with its days of eleven years. */
export function keptCalendar(calendar: BusinessCalendar): KeptCalendar {
  const years = Array.from(
    { length: YEARS.last - YEARS.first + 1 },
    (_, index) => YEARS.first + index,
  );
  return {
    version: calendar.version,
    calendar: calendar.id,
    opensAtMinute: calendar.opensAtMinute,
    closesAtMinute: calendar.closesAtMinute,
    days: Object.fromEntries(years.map((year) => [String(year), daysOf(year, calendar)])),
    coveredYears: years.filter((year) => calendar.coversYear(year)),
  };
}

/**
 * The calendar as it was when it was kept. Its wall clock is today's: no scheme promises by the
 * time zone database of another year. Outside of the years that are kept it goes by today's days.
 */
export function restoredCalendar(kept: KeptCalendar): BusinessCalendar {
  const today = calendarOf(kept.calendar);
  const workdaysOfKept = remembered((year: number) => {
    const works = kept.days[String(year)] ?? '';
    return daysOfYear(year).filter((_, index) => works[index] === '1');
  });
  const setOf = remembered((year: number): ReadonlySet<LocalDate> => new Set(workdaysOfKept(year)));
  const isKept = (year: number): boolean => kept.days[String(year)] !== undefined;
  return {
    ...today,
    version: kept.version,
    opensAtMinute: kept.opensAtMinute,
    closesAtMinute: kept.closesAtMinute,
    isWorkday: (date) =>
      isKept(yearOf(date)) ? setOf(yearOf(date)).has(date) : today.isWorkday(date),
    workdaysOf: (year) => (isKept(year) ? workdaysOfKept(year) : today.workdaysOf(year)),
    coversYear: (year) =>
      isKept(year) ? kept.coveredYears.includes(year) : today.coversYear(year),
  };
}

function daysOf(year: number, calendar: BusinessCalendar): string {
  return daysOfYear(year)
    .map((date) => (calendar.isWorkday(date) ? '1' : '0'))
    .join('');
}
