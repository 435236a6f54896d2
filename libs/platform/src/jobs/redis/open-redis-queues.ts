import type { DataSource } from 'typeorm';

import type { QueueConfig } from '../../config/queue-config';
import { JobsAfterCommit } from '../jobs-after-commit';
import { RedisQueues } from './redis-queues';

/** From now on the transactions of a database hand their jobs to Redis, where that is wanted. */
export async function openRedisQueues(
  config: QueueConfig | null,
  dataSource: DataSource,
): Promise<RedisQueues | null> {
  if (config === null) return null;
  const queues = await RedisQueues.open(config);
  const afterCommit = new JobsAfterCommit((jobs) => {
    queues.handOver(jobs);
  });
  dataSource.subscribers.push(afterCommit);
  return queues;
}
