import { Queue, createPostgresBackend } from 'bullmq';

import { connectionOf } from '../database/tx';
import type { Tx } from '../database/tx';
import type { JobData, JobDefinition } from './define-job';
import { jobOptions } from './job-options';
import type { EnqueueOptions, KeptJob } from './job-options';
import { jobsKeptBy } from './jobs-after-commit';
import { asPool } from './transaction-pool';

/** A transaction of a database that keeps its jobs itself: the one of the simulation. */
export interface KeepsJobs {
  /** Keeps a job if the transaction commits. */
  readonly keepJob: (job: JobDefinition, data: JobData, options: EnqueueOptions) => void;
}

/**
 * Adds a job with the caller's transaction: no commit, no job. On PostgreSQL it is added inside of
 * it; on Redis after its commit, and should that fail the sweep finds the work.
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
  const kept: KeptJob = { job, data, options };
  const afterCommit = jobsKeptBy(tx.queryRunner);
  if (afterCommit === null) await addInside(tx, kept);
  else afterCommit.push(kept);
}

async function addInside(tx: Tx, kept: KeptJob): Promise<void> {
  const { queue: name } = kept.job;
  const connection = asPool(await connectionOf(tx));
  const queue = new Queue(name, { connection, skipMetasUpdate: true }, createPostgresBackend);
  try {
    await queue.add(name, kept.data, jobOptions(kept));
  } finally {
    await queue.close();
  }
}

function keepsJobs(tx: object): tx is KeepsJobs {
  return 'keepJob' in tx;
}
