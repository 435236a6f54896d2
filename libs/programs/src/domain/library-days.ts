import Holidays from 'date-holidays';
import type { HolidaysTypes } from 'date-holidays';
import library from 'date-holidays/package.json';

import { weekdayOf } from './local-date';
import type { LocalDate } from './local-date';
import { remembered } from './remembered';
import type { SpecialDays } from './special-days';

const FRIDAY = 5;
/** Outside these years the library need not answer: asked for the moons of the year 1, it hangs. */
const YEARS = { first: 1970, last: 2199 };

/** Bank holidays of England and Wales, substitute days and royal occasions included. */
export const ENGLAND_AND_WALES_DAYS = libraryDays(() => new Holidays('GB', 'ENG'));

/**
 * Holidays of the Federal Reserve Banks (K.8). The library has those of federal offices, which
 * also close on the Friday before a holiday on a Saturday; the Reserve Banks do not.
 */
export const FEDERAL_RESERVE_DAYS = libraryDays(
  () => new Holidays('US', { types: ['bank', 'public'] }),
  ({ substitute, date }) => substitute !== true || weekdayOf(date.slice(0, 10)) !== FRIDAY,
);

/** Public holidays of Singapore; the library reckons the lunar ones, the Ministry names them. */
export const SINGAPORE_DAYS = libraryDays(() => new Holidays('SG'));

/** Bank holidays in Mumbai, as far as they do not follow the moon. */
export const INDIA_DAYS = libraryDays(() => new Holidays('IN', 'MH'));

/** Closing days of TARGET since 2002 (ECB, decision of 14 December 2000). */
export const TARGET_DAYS = libraryDays(() => {
  const days = new Holidays();
  for (const rule of ['01-01', 'easter -2', 'easter 1', '05-01', '12-25', '12-26']) {
    days.setHoliday(rule, { name: rule, type: 'public' });
  }
  return days;
});

/**
 * What `date-holidays` reckons covers no year by itself: a year is covered when it has been
 * compared with the official list, which `calendars/overrides.json` says.
 */
function libraryDays(
  open: () => Holidays,
  isKept: (holiday: HolidaysTypes.Holiday) => boolean = () => true,
): SpecialDays {
  const holidaysOf = remembered((year: string): ReadonlySet<LocalDate> => {
    if (Number(year) < YEARS.first || Number(year) > YEARS.last) return new Set();
    const holidays = open()
      .getHolidays(Number(year))
      .filter(
        (holiday) => (holiday.type === 'public' || holiday.type === 'bank') && isKept(holiday),
      );
    return new Set(holidays.map(({ date }) => date.slice(0, 10)));
  });
  return {
    version: `date-holidays@${library.version}`,
    isWorkday: (date) => (holidaysOf(date.slice(0, 4)).has(date) ? false : undefined),
    coversYear: () => false,
  };
}
