import { Injectable } from '@nestjs/common';

import type { Reads } from '@app/platform';

import type { BusinessCalendar } from './domain/business-calendar';
import { calendarOf } from './domain/calendars';
import { restoredCalendar } from './domain/kept-calendar';
import type { CalendarId } from './domain/pack';
import { CalendarVersionEntity } from './persistence/calendar-version.entity';

/** The calendars by which promises were given, as they were then. */
@Injectable()
export class CalendarVersionQueries {
  /** Versions are never changed, and few. */
  private readonly restored = new Map<string, BusinessCalendar>();

  /**
   * A calendar by the days of one of its versions. Without a version, or when its days were never
   * kept, it is today's calendar, and whoever reckons by it names the version of today.
   */
  async asOf(reads: Reads, id: CalendarId, version: string | null): Promise<BusinessCalendar> {
    const today = calendarOf(id);
    if (version === null || version === today.version) return today;
    const known = this.restored.get(version);
    if (known !== undefined) return known;
    const kept = await reads.findOneBy(CalendarVersionEntity, { version, calendar: id });
    if (kept === null) return today;
    const calendar = restoredCalendar(kept);
    this.restored.set(version, calendar);
    return calendar;
  }
}
