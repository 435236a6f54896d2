import { QueueRefusal, RedisQueues } from '@app/platform';
import type { QueueConfig } from '@app/platform';

import type { Finding } from './finding';

/** Where the jobs are, and whether they are well kept there. */
export async function queueFindings(config: QueueConfig | null): Promise<Finding[]> {
  if (config === null) return [{ isGood: true, text: 'Jobs are kept in PostgreSQL' }];
  try {
    const queues = await RedisQueues.open(config);
    try {
      return [await findingOf(queues)];
    } finally {
      await queues.onApplicationShutdown();
    }
  } catch (error) {
    if (error instanceof QueueRefusal) return [{ isGood: false, text: error.message }];
    throw error;
  }
}

async function findingOf(queues: RedisQueues): Promise<Finding> {
  const { status, facts } = await queues.standing();
  if (facts === null) {
    return {
      isGood: false,
      text: `Jobs are kept in Redis at ${queues.place}, which does not answer: work is late until it does`,
    };
  }
  const place = `Jobs are kept in Redis ${facts.version} at ${queues.place}`;
  return status === 'full'
    ? { isGood: false, text: `${place}, whose memory is nearly full: raise its maxmemory` }
    : { isGood: true, text: place };
}
