import { utcDateOf, utcMidnightOf } from './local-date';
import type { LocalDate } from './local-date';
import { remembered } from './remembered';

/** What the clock on the wall shows somewhere, summer time included. */
export interface WallClock {
  /** IANA name, for people who print the dates. */
  readonly timeZone: string;
  /** The local date of an instant. */
  readonly dateOf: (instant: Date) => LocalDate;
  /**
   * The instant at which the clock shows so many milliseconds after midnight. A time that is
   * skipped in spring is read by the offset before the change, a time that is shown twice in
   * autumn is the first one (RFC 5545 §3.3.5, as Temporal's "compatible").
   */
  readonly instantAt: (date: LocalDate, millisecondOfDay: number) => Date;
}

/** From an instant on, local time is so much ahead of Greenwich. */
interface Period {
  readonly fromMs: number;
  readonly offsetMs: number;
}

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** `GMT`, `GMT+08:00`, and before the railways `GMT-00:01:15`. */
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

/**
 * The wall clock of an IANA time zone, by the time zone database of the runtime. `Intl` takes
 * microseconds for each answer, so the changes of each year are looked up once.
 */
export function wallClockOf(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const lookUp = (instantMs: number): number => readOffset(format.format(instantMs));
  const periodsOf = remembered((year: number) => periodsOfYear(year, lookUp));
  const offsetAt = (instantMs: number): number => {
    const periods = periodsOf(new Date(instantMs).getUTCFullYear());
    return periods.findLast(({ fromMs }) => fromMs <= instantMs)?.offsetMs ?? lookUp(instantMs);
  };
  return {
    timeZone,
    dateOf: (instant) => {
      const instantMs = instant.getTime();
      return utcDateOf(instantMs + offsetAt(instantMs));
    },
    instantAt: (date, millisecondOfDay) => {
      const shownMs = utcMidnightOf(date) + millisecondOfDay;
      const before = shownMs - offsetAt(shownMs - DAY_MS);
      const after = shownMs - offsetAt(shownMs + DAY_MS);
      if (before === after) return new Date(before);
      const isAfter = before + offsetAt(before) !== shownMs && after + offsetAt(after) === shownMs;
      return new Date(isAfter ? after : before);
    },
  };
}

/** No zone changes its clock twice within one week, and changes back. */
function periodsOfYear(year: number, lookUp: (instantMs: number) => number): readonly Period[] {
  const firstMs = new Date(0).setUTCFullYear(year, 0, 1);
  const lastMs = firstMs + 366 * DAY_MS;
  const periods: Period[] = [{ fromMs: firstMs, offsetMs: lookUp(firstMs) }];
  for (let weekMs = firstMs; weekMs < lastMs; weekMs += 7 * DAY_MS) {
    const nextMs = weekMs + 7 * DAY_MS;
    const offsetMs = lookUp(nextMs);
    if (offsetMs !== lookUp(weekMs)) {
      periods.push({ fromMs: changeBetween(weekMs, nextMs, lookUp), offsetMs });
    }
  }
  return periods;
}

/** The first instant with the later offset. */
function changeBetween(
  earlierMs: number,
  laterMs: number,
  lookUp: (instantMs: number) => number,
): number {
  const offsetMs = lookUp(laterMs);
  let before = earlierMs;
  let after = laterMs;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (lookUp(middle) === offsetMs) after = middle;
    else before = middle;
  }
  return after;
}

function readOffset(text: string): number {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = OFFSET.exec(text) ?? [];
  const sizeMs = Number(hours) * HOUR_MS + Number(minutes) * 60_000 + Number(seconds) * 1000;
  return sign === '-' ? -sizeMs : sizeMs;
}
