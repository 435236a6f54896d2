import type { BusinessCalendar } from '@app/programs';

/** The calendar year of a claim on its pack's wall clock: yearly caps are counted in it. */
export function claimantYear(filedAt: Date, calendar: BusinessCalendar): { from: Date; to: Date } {
  const year = Number(calendar.dateOf(filedAt).slice(0, 4));
  const start = (of: number): Date => calendar.instantAt(`${String(of)}-01-01`, 0);
  return { from: start(year), to: start(year + 1) };
}
