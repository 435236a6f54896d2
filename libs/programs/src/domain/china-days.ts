// Its tables, not its functions: those read the host's time zone and are wrong west of Greenwich.
import arrangement from 'chinese-days/dist/chinese-days.json';
import library from 'chinese-days/package.json';

import type { SpecialDays } from './special-days';

const HOLIDAYS: Readonly<Record<string, string>> = arrangement.holidays;
const MAKE_UP_WORKDAYS: Readonly<Record<string, string>> = arrangement.workdays;

/**
 * Holidays of mainland China by the State Council's yearly notices, make-up workdays (调休)
 * included. A notice appears in November for the next year.
 */
export const CHINA_DAYS: SpecialDays = {
  version: `chinese-days@${library.version}`,
  isWorkday: (date) => {
    if (MAKE_UP_WORKDAYS[date] !== undefined) return true;
    return HOLIDAYS[date] === undefined ? undefined : false;
  },
  // New Year's Day is a holiday in every notice, so it is there if and only if the notice is.
  coversYear: (year) => HOLIDAYS[`${String(year).padStart(4, '0')}-01-01`] !== undefined,
};
