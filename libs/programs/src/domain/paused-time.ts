import { assertNever } from '@app/kernel';

import { afterBusinessTime, dueAt, endOf } from './business-calendar';
import type { BusinessCalendar } from './business-calendar';
import { parseDuration } from './duration';
import { addDays, utcMidnightOf } from './local-date';

/** A time during which a promise stood still. */
export interface Pause {
  readonly from: Date;
  readonly to: Date;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * When a promise (`5BD`) that was due at `due` falls due after it stood still: as much of it is
 * left then as was left before, counted in the unit in which it was given.
 *
 * - `H`, `min`: the elapsed time; `BH`: the time within business hours.
 * - `D`, `M`: the local days; `BD`: the working days. The day on which it stops counts as used up,
 *   the day on which it goes on as not begun, so that a pause within one day changes nothing and a
 *   promise of whole days always ends with a day. What was to end on the very day on which it
 *   stopped ends with the day on which it goes on, or with the next working day.
 *
 * A rule that counts business days (the five of the UK scheme, PSR specific direction 20) would be
 * kept neither by the hours nor by the nights of a pause, which is why working days are counted.
 */
export function dueAfterPause(
  due: Date,
  pause: Pause,
  within: string,
  calendar: BusinessCalendar,
): Date {
  const { unit } = parseDuration(within);
  switch (unit) {
    case 'min':
    case 'H':
      return new Date(due.getTime() + pause.to.getTime() - pause.from.getTime());
    case 'D':
    case 'M':
      return afterPausedDays(due, pause, calendar);
    case 'BD':
      return afterPausedWorkdays(due, pause, calendar);
    case 'BH': {
      const leftMs = businessMsBetween(pause.from, due, calendar);
      return afterBusinessTime(pause.to, leftMs, calendar);
    }
    default:
      return assertNever(unit);
  }
}

function afterPausedDays(due: Date, pause: Pause, calendar: BusinessCalendar): Date {
  const dayOf = (instant: Date): number => utcMidnightOf(calendar.dateOf(instant));
  const days = Math.round((dayOf(pause.to) - dayOf(pause.from)) / DAY_MS);
  return endOf(addDays(calendar.dateOf(due), days), calendar);
}

function afterPausedWorkdays(due: Date, pause: Pause, calendar: BusinessCalendar): Date {
  const left = workdaysBetween(pause.from, due, calendar);
  const resumedOn = calendar.dateOf(pause.to);
  if (left === 0 && calendar.isWorkday(resumedOn)) return endOf(resumedOn, calendar);
  return dueAt(pause.to, `${String(Math.max(left, 1))}BD`, calendar);
}

/** The working days after the day of one instant, until the day of another, which counts. */
function workdaysBetween(from: Date, to: Date, calendar: BusinessCalendar): number {
  const last = calendar.dateOf(to);
  let count = 0;
  for (let day = addDays(calendar.dateOf(from), 1); day <= last; day = addDays(day, 1)) {
    if (calendar.isWorkday(day)) count += 1;
  }
  return count;
}

function businessMsBetween(from: Date, to: Date, calendar: BusinessCalendar): number {
  const last = calendar.dateOf(to);
  let ms = 0;
  for (let day = calendar.dateOf(from); day <= last; day = addDays(day, 1)) {
    if (!calendar.isWorkday(day)) continue;
    const opens = calendar.instantAt(day, calendar.opensAtMinute * MINUTE_MS).getTime();
    const closes = calendar.instantAt(day, calendar.closesAtMinute * MINUTE_MS).getTime();
    ms += Math.max(0, Math.min(to.getTime(), closes) - Math.max(from.getTime(), opens));
  }
  return ms;
}
