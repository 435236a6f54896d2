import { Queue, createPostgresBackend } from 'bullmq';
import type { PgPool } from 'bullmq';
import type { Pool } from 'pg';

const QUEUE = 'open-payouts';

/** Gives the worker the jobs that approvals give it, as the application itself. */
export async function ringForPayouts(pool: Pool, claimIds: readonly string[]): Promise<void> {
  const connection = pool as unknown as PgPool;
  const queue = new Queue(QUEUE, { connection, skipMetasUpdate: true }, createPostgresBackend);
  try {
    for (const claimId of claimIds) {
      const options = { jobId: `${claimId}.bench`, attempts: 8, removeOnComplete: true };
      await queue.add(QUEUE, { claimId }, options);
    }
  } finally {
    await queue.close();
  }
}
