import { remembered } from './remembered';

/** A day on some wall clock, `2026-10-10`, without a time zone. Sorts as text. */
export type LocalDate = string;

const DAY_MS = 24 * 60 * 60_000;
/** Writing a date takes longer than all else that is done with it. */
const dateOfDay = remembered((daysSinceEpoch: number): LocalDate =>
  new Date(daysSinceEpoch * DAY_MS).toISOString().slice(0, 10),
);

/** The day so many days later. */
export function addDays(date: LocalDate, days: number): LocalDate {
  const [year, month, day] = partsOf(date);
  return utcDateOf(utcOf(year, month, day + days));
}

/** The same day so many months later, or that month's last day if it has no such day. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = partsOf(date);
  const lastDay = new Date(utcOf(year, month + months + 1, 0)).getUTCDate();
  return utcDateOf(utcOf(year, month + months, Math.min(day, lastDay)));
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(date: LocalDate): number {
  return new Date(utcMidnightOf(date)).getUTCDay();
}

export function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4));
}

/** 1 to 31. */
export function dayOfMonth(date: LocalDate): number {
  return Number(date.slice(8, 10));
}

/** Every day of a year, in order. */
export function daysOfYear(year: number): LocalDate[] {
  const days: LocalDate[] = [];
  const end = utcOf(year + 1, 1, 1);
  for (let dayMs = utcOf(year, 1, 1); dayMs < end; dayMs += DAY_MS) days.push(utcDateOf(dayMs));
  return days;
}

/** The date at Greenwich, so many milliseconds after the beginning of 1970. */
export function utcDateOf(utcMs: number): LocalDate {
  return dateOfDay(Math.floor(utcMs / DAY_MS));
}

/** Midnight at Greenwich of a local date, in milliseconds since 1970. */
export function utcMidnightOf(date: LocalDate): number {
  return utcOf(...partsOf(date));
}

function partsOf(date: LocalDate): [year: number, month: number, day: number] {
  return [yearOf(date), Number(date.slice(5, 7)), dayOfMonth(date)];
}

/** Not `Date.UTC`, which reads the years 0 to 99 as 1900 to 1999. */
function utcOf(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}
