import { CANARY_LATE_SECONDS, JobCanaryEntity, SweepFailureEntity } from '@app/platform';
import type { JobsPlace, Reads } from '@app/platform';

import type { Finding } from './finding';

/** What `jobFindings` reads. */
export const JOB_ENTITIES = [JobCanaryEntity, SweepFailureEntity] as const;

/** Whether the jobs of a running service are done, and its sweep finds those that were lost. */
export async function jobFindings(reads: Reads, place: JobsPlace, now: Date): Promise<Finding[]> {
  const canary = await reads.findOneBy(JobCanaryEntity, { place });
  const failures = await reads.find(SweepFailureEntity, { order: { queue: 'ASC' } });
  return [
    ...(canary === null ? [] : [canaryFinding(canary, now)]),
    ...failures.flatMap((failure) => sweepFindings(failure, now)),
  ];
}

function canaryFinding({ begunAt, enqueuedAt, doneAt }: JobCanaryEntity, now: Date): Finding {
  if (isOld(enqueuedAt, now)) {
    return { isGood: true, text: `No worker has been here since ${enqueuedAt.toISOString()}` };
  }
  const since = doneAt ?? begunAt;
  if (!isOld(since, now)) return { isGood: true, text: 'Jobs are enqueued and done' };
  return {
    isGood: false,
    text: `Jobs are enqueued, and none was done since ${since.toISOString()}: look into the log of the worker for job.failed and worker.error, and restart it`,
  };
}

function sweepFindings(
  { queue, failingSince, failedAt }: SweepFailureEntity,
  now: Date,
): Finding[] {
  // A round that fails now and then is made good by the next one; one of long ago is of no service.
  if (failingSince === null || !isOld(failingSince, now) || isOld(failedAt, now)) return [];
  const text = `Lost jobs "${queue}" have not been given anew since ${failingSince.toISOString()}: look into the log of the worker for sweep.failed and sweep.jobs_failed`;
  return [{ isGood: false, text }];
}

function isOld(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() > CANARY_LATE_SECONDS * 1_000;
}
