import builtIn from '../../calendars/overrides.json';
import type { BusinessCalendar } from './business-calendar';
import { digestOf, hasYear, overriddenDays } from './calendar-overrides';
import type { CalendarOverrides } from './calendar-overrides';
import { CHINA_DAYS } from './china-days';
import {
  ENGLAND_AND_WALES_DAYS,
  FEDERAL_RESERVE_DAYS,
  INDIA_DAYS,
  SINGAPORE_DAYS,
  TARGET_DAYS,
} from './library-days';
import { dayOfMonth, daysOfYear, weekdayOf } from './local-date';
import type { LocalDate } from './local-date';
import type { CalendarId } from './pack';
import { remembered } from './remembered';
import type { SpecialDays } from './special-days';
import { wallClockOf } from './wall-clock';

interface Definition {
  readonly timeZone: string;
  /** Hours of the day; that offices work them is this project's assumption, not a scheme's word. */
  readonly hours: readonly [opens: number, closes: number];
  /** The rhythm of the week. */
  readonly isDayOff: (date: LocalDate) => boolean;
  readonly days: SpecialDays;
}

const EVERY_DAY: SpecialDays = {
  version: 'every-day',
  isWorkday: () => true,
  coversYear: () => true,
};

const DEFINITIONS: Readonly<Record<CalendarId, Definition>> = {
  CN: { timeZone: 'Asia/Shanghai', hours: [9, 18], isDayOff: isWeekend, days: CHINA_DAYS },
  'GB-EAW': {
    timeZone: 'Europe/London',
    hours: [9, 17],
    isDayOff: isWeekend,
    days: ENGLAND_AND_WALES_DAYS,
  },
  'US-FED': {
    timeZone: 'America/New_York',
    hours: [9, 17],
    isDayOff: isWeekend,
    days: FEDERAL_RESERVE_DAYS,
  },
  TARGET: { timeZone: 'Europe/Berlin', hours: [9, 17], isDayOff: isWeekend, days: TARGET_DAYS },
  SG: { timeZone: 'Asia/Singapore', hours: [9, 18], isDayOff: isWeekend, days: SINGAPORE_DAYS },
  IN: { timeZone: 'Asia/Kolkata', hours: [10, 16], isDayOff: isIndianDayOff, days: INDIA_DAYS },
  'BR-days': {
    timeZone: 'America/Sao_Paulo',
    hours: [0, 24],
    isDayOff: () => false,
    days: EVERY_DAY,
  },
};

let calendars = calendarsAbove(null);

/** The calendar that a pack names; the pack schema lists the ones there are. */
export function calendarOf(id: CalendarId): BusinessCalendar {
  return calendars[id];
}

/**
 * Puts a deployer's table above the built-in one, or takes it away again (null). For the start of
 * a process, before anything is reckoned: a due time must not depend on when it was asked for.
 */
export function installOverrides(own: CalendarOverrides | null): void {
  calendars = calendarsAbove(own);
}

function calendarsAbove(
  own: CalendarOverrides | null,
): Readonly<Record<CalendarId, BusinessCalendar>> {
  const tables = own === null ? [builtIn] : [builtIn, own];
  const build = (id: CalendarId): BusinessCalendar => buildCalendar(id, tables);
  return {
    CN: build('CN'),
    'GB-EAW': build('GB-EAW'),
    'US-FED': build('US-FED'),
    TARGET: build('TARGET'),
    SG: build('SG'),
    IN: build('IN'),
    'BR-days': build('BR-days'),
  };
}

function buildCalendar(id: CalendarId, tables: readonly CalendarOverrides[]): BusinessCalendar {
  const { timeZone, hours, isDayOff, days } = DEFINITIONS[id];
  const overridden = overriddenDays(id, tables);
  const isWorkday = (date: LocalDate): boolean =>
    overridden.isWorkday.get(date) ?? days.isWorkday(date) ?? !isDayOff(date);
  return {
    ...wallClockOf(timeZone),
    id,
    opensAtMinute: hours[0] * 60,
    closesAtMinute: hours[1] * 60,
    version: `${id} ${days.version} ${digestOf(overridden, [timeZone, hours])}`,
    isWorkday,
    workdaysOf: remembered((year: number) => daysOfYear(year).filter(isWorkday)),
    coversYear: (year) => days.coversYear(year) || hasYear(overridden.covers, year),
  };
}

function isWeekend(date: LocalDate): boolean {
  return [0, 6].includes(weekdayOf(date));
}

/** Sundays, and since 1 September 2015 the second and the fourth Saturday of each month (RBI). */
function isIndianDayOff(date: LocalDate): boolean {
  const weekday = weekdayOf(date);
  const isEvenSaturday = weekday === 6 && [2, 4].includes(Math.ceil(dayOfMonth(date) / 7));
  return weekday === 0 || isEvenSaturday;
}
