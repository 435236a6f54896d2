import { Queue, createRedisBackend } from 'bullmq';
import type { Client } from 'pg';

import type { QueueConfig } from '@app/platform';

import { RedisUnderTest, hasRedis } from './redis-server';

/** Where jobs can be; Redis only where its program is. */
export function queueKinds(): QueueKind[] {
  return hasRedis() ? ['PostgreSQL', 'Redis'] : ['PostgreSQL'];
}

export type QueueKind = 'PostgreSQL' | 'Redis';

export interface SeenJob {
  readonly state: string;
  readonly failedReason: string | null;
}

/** Where jobs are, for tests that look at them or take them away. */
export interface QueueUnderTest {
  /** For `Config`. */
  readonly config: QueueConfig | null;
  jobs(): Promise<SeenJob[]>;
  /** Takes every job away, as a crash or a mistake does. */
  empty(): Promise<void>;
  dispose(): Promise<void>;
}

/** The jobs in PostgreSQL, seen by a superuser. */
export class PostgresJobs implements QueueUnderTest {
  readonly config = null;

  constructor(private readonly admin: Client) {}

  async jobs(): Promise<SeenJob[]> {
    const { rows } = await this.admin.query<SeenJob>(
      'SELECT state, failed_reason AS "failedReason" FROM bullmq.job ORDER BY seq',
    );
    return rows;
  }

  async empty(): Promise<void> {
    await this.admin.query('TRUNCATE bullmq.job CASCADE');
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

/** The jobs of one queue on a Redis of its own. */
export class RedisJobs implements QueueUnderTest {
  private constructor(
    readonly server: RedisUnderTest,
    private readonly name: string,
  ) {}

  static async start(name: string): Promise<RedisJobs> {
    return new RedisJobs(await RedisUnderTest.start(), name);
  }

  get config(): QueueConfig {
    return this.server.config;
  }

  async jobs(): Promise<SeenJob[]> {
    return this.look(async (queue) => {
      const jobs = await queue.getJobs(['waiting', 'active', 'delayed', 'failed'], 0, -1, true);
      const seen = jobs.map(async (job) => ({
        state: await job.getState(),
        failedReason: (job.failedReason as string | undefined) ?? null,
      }));
      return Promise.all(seen);
    });
  }

  /** Looks at the queue as BullMQ sees it; the server has to be there. */
  async look<Seen>(see: (queue: Queue) => Promise<Seen>): Promise<Seen> {
    const connection = { host: '127.0.0.1', port: this.server.port };
    const queue = new Queue(this.name, { connection, prefix: 'ganpei' }, createRedisBackend);
    try {
      return await see(queue);
    } finally {
      await queue.close();
    }
  }

  async empty(): Promise<void> {
    await this.server.say('FLUSHALL');
  }

  async dispose(): Promise<void> {
    await this.server.dispose();
  }
}
