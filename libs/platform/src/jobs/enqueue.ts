import { randomBytes } from 'node:crypto';

import { Queue, createPostgresBackend } from 'bullmq';

import { connectionOf } from '../database/tx';
import type { Tx } from '../database/tx';
import type { JobData, JobDefinition } from './define-job';
import { asPool } from './transaction-pool';

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

/** A transaction of a database that keeps its jobs itself: the one of the simulation. */
export interface KeepsJobs {
  /** Keeps a job if the transaction commits. */
  readonly keepJob: (job: JobDefinition, data: JobData, options: EnqueueOptions) => void;
}

/**
 * Adds a job inside the caller's transaction: no commit, no job. The job's id is the id of its work
 * and a dispatch, because BullMQ silently drops a job whose id it still keeps. For the same reason
 * a named dispatch is not kept once it has failed.
 */
export async function enqueue<Data extends JobData>(
  tx: Tx,
  job: JobDefinition<Data>,
  data: Data,
  options: EnqueueOptions = {},
): Promise<void> {
  if (keepsJobs(tx)) {
    tx.keepJob(job, data, options);
    return;
  }
  const connection = asPool(await connectionOf(tx));
  const queue = new Queue(job.queue, { connection, skipMetasUpdate: true }, createPostgresBackend);
  try {
    await queue.add(job.queue, data, {
      jobId: `${job.workIdOf(data)}.${options.dispatch ?? randomBytes(5).toString('hex')}`,
      attempts: job.attemptsMax,
      backoff: { type: 'exponential', delay: job.backoffMs },
      delay: options.delayMs ?? 0,
      removeOnComplete: true,
      removeOnFail: options.dispatch === undefined ? { age: KEEP_FAILED_S } : true,
    });
  } finally {
    await queue.close();
  }
}

function keepsJobs(tx: object): tx is KeepsJobs {
  return 'keepJob' in tx;
}
