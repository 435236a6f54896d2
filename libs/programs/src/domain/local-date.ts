/** A day on some wall clock, `2026-10-10`, without a time zone. Sorts as text. */
export type LocalDate = string;

/** The day so many days later. */
export function addDays(date: LocalDate, days: number): LocalDate {
  const [year, month, day] = partsOf(date);
  return write(Date.UTC(year, month - 1, day + days));
}

/** The same day so many months later, or that month's last day if it has no such day. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = partsOf(date);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return write(Date.UTC(year, month - 1 + months, Math.min(day, lastDay)));
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(date: LocalDate): number {
  const [year, month, day] = partsOf(date);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

export function yearOf(date: LocalDate): number {
  return partsOf(date)[0];
}

function partsOf(date: LocalDate): [number, number, number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

function write(utcMs: number): LocalDate {
  return new Date(utcMs).toISOString().slice(0, 10);
}
