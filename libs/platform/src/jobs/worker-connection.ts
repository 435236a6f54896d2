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
import { QUEUE_PREFIX, workerOptions } from './redis/redis-options';

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
  // Each worker keeps one connection to listen on; the others run the queues' short statements.
  const pool = new Pool(poolOptions(login, 2 * workers + 4));
  // Each worker listens for errors of the pool, too: that many are no leak.
  pool.setMaxListeners(workers + 10);
  pool.on('error', () => undefined); // An idle connection broke; the next one is opened on demand.
  return { options: { connection: pool }, end: () => pool.end() };
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
