import { isCalendarDay } from '@app/kernel';

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/**
 * The time that a text of RFC 3339 names, in milliseconds since 1970; null for anything else, and
 * for a day that does not exist: 30 February is not moved to March.
 */
export function instantOf(text: unknown): number | null {
  if (typeof text !== 'string' || !RFC_3339.test(text)) return null;
  const ms = Date.parse(text);
  const dayExists = isCalendarDay(text.slice(0, 'YYYY-MM-DD'.length));
  return dayExists && !Number.isNaN(ms) ? ms : null;
}
