import type { BusinessCalendar } from '@app/programs';

/** So often a claimant is reminded of what we wait for, before anybody may close the claim. */
export const REMINDERS = 2;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A claimant whom we wait for. */
export interface Awaited {
  /** When they were asked, or heard of last. */
  readonly since: Date;
  readonly dueAt: Date;
  /** How long of the time between the two stood still. */
  readonly pausedMs: number;
  /** The reminders that went out since. */
  readonly remindedAt: readonly Date[];
}

/**
 * When a claimant is reminded next: halfway through their time, and on its last working day; always
 * in business hours, when somebody is there whom they can ask. Null when all reminders went out. A
 * moment that has passed means now.
 */
export function reminderAt(awaited: Awaited, calendar: BusinessCalendar): Date | null {
  const { since, dueAt, pausedMs, remindedAt } = awaited;
  if (remindedAt.length >= REMINDERS) return null;
  const [first] = remindedAt;
  if (first === undefined) {
    const halfMs = Math.max(0, dueAt.getTime() - since.getTime() - pausedMs) / 2;
    const halfway = new Date(dueAt.getTime() - Math.floor(halfMs));
    const open = openingFrom(halfway, calendar);
    return open < dueAt ? open : halfway;
  }
  // Two on one day would be one: then the second goes out when the time is over.
  const lastDay = lastOpeningBefore(dueAt, calendar);
  return lastDay.getTime() - first.getTime() >= DAY_MS ? lastDay : dueAt;
}

/** A reminder that leaves less time than this to act on it comes too late. */
const TIME_TO_ACT_MS = 120 * MINUTE_MS;

/**
 * When somebody is reminded of money that waits for them: as any claimant, but at night rather than
 * when their time is nearly over, since a rail gives a day and not more.
 */
export function payeeReminderAt(awaited: Awaited, calendar: BusinessCalendar): Date | null {
  const at = reminderAt(awaited, calendar);
  if (at === null || awaited.remindedAt.length > 0) return at;
  const { since, dueAt } = awaited;
  if (dueAt.getTime() - at.getTime() >= TIME_TO_ACT_MS) return at;
  return new Date((since.getTime() + dueAt.getTime()) / 2);
}

/** The first moment from an instant on in which business is open. */
export function openingFrom(instant: Date, calendar: BusinessCalendar): Date {
  for (let noon = noonOf(instant, calendar); ; noon = new Date(noon.getTime() + DAY_MS)) {
    const { opens, closes, isWorkday } = hoursOf(noon, calendar);
    if (isWorkday && instant < closes) return instant > opens ? instant : opens;
  }
}

/** When business opens on the last working day that begins before an instant. */
function lastOpeningBefore(instant: Date, calendar: BusinessCalendar): Date {
  for (let noon = noonOf(instant, calendar); ; noon = new Date(noon.getTime() - DAY_MS)) {
    const { opens, isWorkday } = hoursOf(noon, calendar);
    if (isWorkday && opens < instant) return opens;
  }
}

/** From noon to noon is another day, also where clocks change. */
function noonOf(instant: Date, calendar: BusinessCalendar): Date {
  return calendar.instantAt(calendar.dateOf(instant), DAY_MS / 2);
}

function hoursOf(
  noon: Date,
  calendar: BusinessCalendar,
): { readonly opens: Date; readonly closes: Date; readonly isWorkday: boolean } {
  const date = calendar.dateOf(noon);
  return {
    opens: calendar.instantAt(date, calendar.opensAtMinute * MINUTE_MS),
    closes: calendar.instantAt(date, calendar.closesAtMinute * MINUTE_MS),
    isWorkday: calendar.isWorkday(date),
  };
}
