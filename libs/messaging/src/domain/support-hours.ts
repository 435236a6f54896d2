import type { SupportSpan } from '@app/platform';
import type { BusinessCalendar } from '@app/programs';

/** When people answer the telephone: on the working days of a calendar, in its time zone. */
export interface OpeningHours {
  readonly calendar: BusinessCalendar;
  /** In order, without an overlap; never none. */
  readonly spans: readonly SupportSpan[];
}

/** A stretch of time in which the telephone is answered without a break. */
export interface OpenTime {
  readonly opensAt: Date;
  readonly closesAt: Date;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Longer than any holiday; a calendar without a working day in it is a mistake. */
const DAYS_OFF_MAX = 60;

/** The open stretches of the day on which an instant falls; none on a day off. */
export function openTimesOn(instant: Date, { calendar, spans }: OpeningHours): OpenTime[] {
  const date = calendar.dateOf(instant);
  if (!calendar.isWorkday(date)) return [];
  return spans.map(({ opensAtMinute, closesAtMinute }) => ({
    opensAt: calendar.instantAt(date, opensAtMinute * MINUTE_MS),
    closesAt: calendar.instantAt(date, closesAtMinute * MINUTE_MS),
  }));
}

/** The first instant of the next local day. */
export function nextDayAfter(instant: Date, { calendar }: OpeningHours): Date {
  return calendar.instantAt(calendar.dateOf(instant), DAY_MS);
}

/** Whether somebody answers the telephone at an instant. */
export function isOpenAt(instant: Date, hours: OpeningHours): boolean {
  return openTimesOn(instant, hours).some(
    ({ opensAt, closesAt }) => opensAt <= instant && instant < closesAt,
  );
}

/** When somebody answers again, from an instant on: that instant itself while it is open. */
export function opensNextAt(instant: Date, hours: OpeningHours): Date {
  let day = instant;
  for (let count = 0; count <= DAYS_OFF_MAX; count += 1) {
    const next = openTimesOn(day, hours).find(({ closesAt }) => closesAt > instant);
    if (next !== undefined) return next.opensAt > instant ? next.opensAt : instant;
    day = nextDayAfter(day, hours);
  }
  throw new Error(
    `The calendar ${hours.calendar.id} has no working day after ${instant.toISOString()}.`,
  );
}
