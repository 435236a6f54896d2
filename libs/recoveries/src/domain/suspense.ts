const DAY_MS = 86_400_000;

/** Unidentified money is matched within so many days; what is older is somebody's neglect. */
export const SUSPENSE_DAYS_MAX = 30;

/** For how many whole days money has lain in suspense. */
export function ageDays(receivedAt: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - receivedAt.getTime()) / DAY_MS));
}
