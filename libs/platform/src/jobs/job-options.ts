import { randomBytes } from 'node:crypto';

import type { JobsOptions } from 'bullmq';

import type { JobData, JobDefinition } from './define-job';

/** Failed jobs are kept this long for people to look at; the sweep does not depend on them. */
const KEEP_FAILED_S = 7 * 24 * 3_600;

export interface EnqueueOptions {
  /** Run no sooner than this many milliseconds from now. */
  readonly delayMs?: number;
  /**
   * Names this dispatch of the work. While a job of the same work and dispatch waits or runs, no
   * second one is added; without a name each call adds one.
   */
  readonly dispatch?: string;
}

/** A job that is to be added once its transaction is committed. */
export interface KeptJob {
  readonly job: JobDefinition;
  readonly data: JobData;
  readonly options: EnqueueOptions;
}

/**
 * What BullMQ is told of a job. Its id is the id of its work and a dispatch, because BullMQ
 * silently drops a job whose id it still keeps. For the same reason a named dispatch is not kept
 * once it has failed.
 */
export function jobOptions({ job, data, options }: KeptJob): JobsOptions {
  return {
    jobId: `${job.workIdOf(data)}.${options.dispatch ?? randomBytes(5).toString('hex')}`,
    attempts: job.attemptsMax,
    backoff: { type: 'exponential', delay: job.backoffMs },
    delay: options.delayMs ?? 0,
    removeOnComplete: true,
    removeOnFail: options.dispatch === undefined ? { age: KEEP_FAILED_S } : true,
  };
}
