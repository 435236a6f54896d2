const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * Whether a text is a day that the calendar has, written `2026-11-26`. `Date` moves 30 February
 * into March without a word; whoever reads days or times that people or files state asks here.
 */
export function isCalendarDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}
