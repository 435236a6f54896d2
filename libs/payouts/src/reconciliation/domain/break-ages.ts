/** Whole days of age up to which a break counts in each column of the daily report. */
export const AGE_BUCKETS = [
  { name: 'upTo1Day', daysMax: 1 },
  { name: 'upTo5Days', daysMax: 5 },
  { name: 'upTo30Days', daysMax: 30 },
  { name: 'over30Days', daysMax: Number.POSITIVE_INFINITY },
] as const;
export type AgeBucket = (typeof AGE_BUCKETS)[number]['name'];

const DAY_MS = 86_400_000;

/** How many whole days something is old; what lies in the future is 0 days old. */
export function ageInDays(since: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - since.getTime()) / DAY_MS));
}

/** The column of the report: 0 to 1, 2 to 5, 6 to 30, and more days. */
export function ageBucket(since: Date, now: Date): AgeBucket {
  const days = ageInDays(since, now);
  return AGE_BUCKETS.find(({ daysMax }) => days <= daysMax)?.name ?? 'over30Days';
}
