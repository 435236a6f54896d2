// Its tables, not its functions: those read the host's time zone and are wrong west of Greenwich.
import arrangement from 'chinese-days/dist/chinese-days.json';

import type { BusinessCalendar } from './business-calendar';
import { weekdayOf } from './local-date';

const HOLIDAYS: Readonly<Record<string, string>> = arrangement.holidays;
const MAKE_UP_WORKDAYS: Readonly<Record<string, string>> = arrangement.workdays;

/** China keeps one time all year (summer time ended in 1991). */
const OFFSET_MS = 8 * 60 * 60_000;

/**
 * Working days of mainland China by the State Council's yearly notices, make-up workdays (调休)
 * included, on Beijing time, 09:00 to 18:00. A notice appears in November for the next year.
 */
export const CHINA_CALENDAR: BusinessCalendar = {
  id: 'CN',
  timeZone: 'Asia/Shanghai',
  opensAtMinute: 9 * 60,
  closesAtMinute: 18 * 60,
  isWorkday: (date) => {
    if (MAKE_UP_WORKDAYS[date] !== undefined) return true;
    const weekday = weekdayOf(date);
    return weekday !== 0 && weekday !== 6 && HOLIDAYS[date] === undefined;
  },
  // New Year's Day is a holiday in every notice, so it is there if and only if the notice is.
  coversYear: (year) => HOLIDAYS[`${String(year).padStart(4, '0')}-01-01`] !== undefined,
  dateOf: (instant) => new Date(instant.getTime() + OFFSET_MS).toISOString().slice(0, 10),
  instantAt: (date, millisecondOfDay) =>
    new Date(Date.parse(`${date}T00:00:00.000Z`) - OFFSET_MS + millisecondOfDay),
};
