import type { JobCanaryEntity } from './job-canary.entity';

/** Jobs are late when the canary has not come back for so long: six of them are missing then. */
export const CANARY_LATE_SECONDS = 180;

/** `late`: jobs are enqueued and not done, or nobody enqueues any. */
export type JobsStatus = 'ok' | 'late';

export interface JobsStanding {
  readonly status: JobsStatus;
  /** Since the last job that is known to have been done, or since there was anybody to do it. */
  readonly canaryAgeSeconds: number;
}

/**
 * How the work on jobs stands. Before the first canary it is judged since `startedAt`, when whoever
 * asks began to look.
 */
export function jobsStanding(
  canary: Pick<JobCanaryEntity, 'begunAt' | 'doneAt'> | null,
  startedAt: Date,
  now: Date,
): JobsStanding {
  const since = canary === null ? startedAt : (canary.doneAt ?? canary.begunAt);
  const ageMs = Math.max(0, now.getTime() - since.getTime());
  const canaryAgeSeconds = Math.floor(ageMs / 1_000);
  return { status: canaryAgeSeconds > CANARY_LATE_SECONDS ? 'late' : 'ok', canaryAgeSeconds };
}
