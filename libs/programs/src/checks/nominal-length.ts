import { parseDuration } from '../domain/duration';
import type { DurationUnit } from '../domain/duration';

const DAY = 24 * 60;
/** A business day is a fifth of a week, a business hour a ninth of it, a month a year's twelfth. */
const MINUTES: Readonly<Record<DurationUnit, number>> = {
  min: 1,
  H: 60,
  BH: (7 * DAY) / 5 / 9,
  D: DAY,
  BD: (7 * DAY) / 5,
  M: (365.25 * DAY) / 12,
};

/**
 * About how long a duration is, in minutes, whenever it begins: enough to say which of two promises
 * is the longer one. Due times are reckoned by the calendar, never by this.
 */
export function nominalLength(duration: string): number {
  const { count, unit } = parseDuration(duration);
  return count * MINUTES[unit];
}
