import { invalidTime } from './row-refusals';

const DAY = '(\\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';
const CLOCK = '([01]\\d|2[0-3]):([0-5]\\d):([0-5]\\d)';
const OFFSET = '(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)';
const RFC_3339 = new RegExp(`^${DAY}[Tt]${CLOCK}(?:\\.\\d{1,9})?${OFFSET}$`);
const WALL_CLOCK = new RegExp(`^${DAY} +${CLOCK}$`);

/** China has kept UTC+8 without summer time since 1991, longer than there are mobile payments. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** Reads a point in time with its offset, such as `2026-03-01T09:30:00+08:00`. */
export function readRfc3339(text: string, field: string): Date {
  if (clockMsOf(RFC_3339.exec(text)) === undefined) {
    throw invalidTime(field, text, 'RFC 3339 (2026-03-01T09:30:00+08:00)');
  }
  return new Date(text.toUpperCase());
}

/** Reads what a clock in Shanghai showed, such as `2026-03-01 09:30:00`. */
export function readShanghaiTime(text: string, field: string): Date {
  const clockMs = clockMsOf(WALL_CLOCK.exec(text));
  if (clockMs === undefined) throw invalidTime(field, text, 'yyyy-MM-dd HH:mm:ss');
  return new Date(clockMs - SHANGHAI_OFFSET_MS);
}

/**
 * Day and time of day as if they were UTC, if the calendar has the day: `Date` turns 30 February
 * into 2 March without a word, and we refuse that. Years before 1970 are typing errors.
 */
function clockMsOf(parts: RegExpExecArray | null): number | undefined {
  if (parts === null) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])];
  const dayMs = Date.UTC(year, month, day);
  if (year < 1970 || new Date(dayMs).getUTCDate() !== day) return undefined;
  return dayMs + (Number(parts[4]) * 3600 + Number(parts[5]) * 60 + Number(parts[6])) * 1000;
}
