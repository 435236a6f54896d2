import {
  RedisConnection,
  createIORedisClient,
  createPostgresBackend,
  createRedisBackend,
  setDefaultBackendFactory,
} from 'bullmq';
import type { QueueOptions } from 'bullmq';
import { Redis } from 'ioredis';
import { Pool } from 'pg';

import type { QueueConfig } from '../config/queue-config';
import { poolOptions } from '../database/data-source-options';
import type { DatabaseLogin } from '../database/data-source-options';
import { ListeningPool } from './listening-pool';
import { QUEUE_PREFIX, workerOptions } from './redis/redis-options';

/**
 * One to listen on, and those that run the queues' statements: each takes a millisecond or the time
 * of a commit, so that few of them serve all workers of a process.
 */
const CONNECTIONS_MAX = 16;
/** BullMQ speaks at least every ten seconds: who hears nothing for longer has lost the server. */
const SILENCE_MS = 30_000;

/** What the workers of a process listen and work on. */
export interface WorkerConnection {
  readonly options: Pick<QueueOptions, 'connection' | 'prefix'>;
  /** Closes what the workers do not close themselves. */
  end(): Promise<void>;
}

// @nestjs/bullmq has no option for the backend: each of these makes its own the process's default.

/** A pool of connections to PostgreSQL, for so many workers. */
export function workersOnPostgres(login: DatabaseLogin, workers: number): WorkerConnection {
  setDefaultBackendFactory(createPostgresBackend);
  const pool = new Pool(poolOptions(login, CONNECTIONS_MAX));
  // Each worker listens for errors of the pool, too: that many are no leak.
  pool.setMaxListeners(workers + 10);
  pool.on('error', () => undefined); // An idle connection broke; the next one is opened on demand.
  const connection = new ListeningPool(pool);
  return { options: { connection }, end: () => connection.end() };
}

/** Redis: each worker opens and closes two connections of its own. */
export function workersOnRedis(config: QueueConfig): WorkerConnection {
  setDefaultBackendFactory(createRedisBackend);
  RedisConnection.clientFactory = (options) => createIORedisClient(listening(new Redis(options)));
  return {
    options: { connection: workerOptions(config), prefix: QUEUE_PREFIX },
    end: () => Promise.resolve(),
  };
}

/** A server that vanishes without a word is noticed by its silence, long before TCP gives up. */
function listening(client: Redis): Redis {
  return client.on('connect', () => {
    const { stream } = client;
    stream.setTimeout(SILENCE_MS, () => {
      stream.destroy(new Error(`The server has said nothing for ${String(SILENCE_MS)} ms.`));
    });
  });
}
