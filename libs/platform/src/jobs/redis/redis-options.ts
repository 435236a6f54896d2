import type { ConnectionOptions } from 'bullmq';
import type { RedisOptions } from 'ioredis';

import type { QueueConfig } from '../../config/queue-config';

/** What all our keys on a server begin with. */
export const QUEUE_PREFIX = 'ganpei';

const CONNECT_MS = 3_000;
const RETRY_MS_MAX = 2_000;
const KEEP_ALIVE_MS = 10_000;
/** Whoever stops waits this long for a server that does not take leave. */
const LEAVE_MS = 200;
const ANSWER_MS = 5_000;

/**
 * For workers, who have time: what they say waits until the server is back, and is said then.
 * BullMQ demands that they try for ever.
 */
export function workerOptions(config: QueueConfig): ConnectionOptions {
  return { ...commonOptions(config), maxRetriesPerRequest: null };
}

/** For those who add jobs, and have no time: what cannot be said at once fails, and soon. */
export function adderOptions(config: QueueConfig): RedisOptions {
  return {
    ...commonOptions(config),
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: ANSWER_MS,
  };
}

function commonOptions(config: QueueConfig): RedisOptions & ConnectionOptions {
  const { host, port, isEncrypted, username, password, database } = config;
  return {
    host,
    port,
    db: database,
    ...(username === null ? {} : { username }),
    ...(password === null ? {} : { password }),
    ...(isEncrypted ? { tls: { servername: host } } : {}),
    connectTimeout: CONNECT_MS,
    disconnectTimeout: LEAVE_MS,
    keepAlive: KEEP_ALIVE_MS,
    disableClientInfo: true,
    // Soon again, however long it was away: whoever waits is told by a job that is late.
    retryStrategy: (attempt) => Math.min(100 * attempt, RETRY_MS_MAX),
  };
}

/** Where a server is, for people and logs; never with its password. */
export function placeOf({ host, port, isEncrypted, database }: QueueConfig): string {
  const protocol = isEncrypted ? 'rediss' : 'redis';
  const name = host.includes(':') ? `[${host}]` : host;
  return `${protocol}://${name}:${String(port)}/${String(database)}`;
}
