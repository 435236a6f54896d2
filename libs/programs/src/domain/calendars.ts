import type { BusinessCalendar } from './business-calendar';
import { CHINA_CALENDAR } from './china-calendar';
import type { CalendarId } from './pack';

const CALENDARS: Readonly<Record<CalendarId, BusinessCalendar>> = { CN: CHINA_CALENDAR };

/** The calendar that a pack names; the pack schema lists the ones there are. */
export function calendarOf(id: CalendarId): BusinessCalendar {
  return CALENDARS[id];
}
