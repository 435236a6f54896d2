import { Queue, createPostgresBackend, createRedisBackend } from 'bullmq';
import type { PgPool } from 'bullmq';
import type { Pool } from 'pg';

import { QUEUE_PREFIX } from '../../../libs/platform/src/jobs/redis/redis-options';
import { RedisUnderTest } from '../../support/redis-server';

const OPEN_PAYOUTS = 'open-payouts';
/** More than are ever told of in one measurement. */
const EVENTS_MAX = 10_000_000;

/** How many jobs were added, by kind. */
export type JobCounts = ReadonlyMap<string, number>;

/** Where the jobs of a service that is measured are. */
export interface BenchQueue {
  readonly name: 'PostgreSQL' | 'Redis';
  /** What the service is told of it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The process that holds nothing but jobs; null where there is no such. */
  readonly pid: number | null;
  /** Gives the worker the jobs that approvals give it. */
  ring(pool: Pool, claimIds: readonly string[]): Promise<void>;
  /** From now on added jobs are counted. It costs a little, so that times are taken before. */
  startCounting(pool: Pool): Promise<void>;
  counted(pool: Pool): Promise<JobCounts>;
  dispose(): Promise<void>;
}

/** Jobs in the database that everything else is in. */
export class QueueOnPostgres implements BenchQueue {
  readonly name = 'PostgreSQL';
  readonly environment = {};
  readonly pid = null;

  async ring(pool: Pool, claimIds: readonly string[]): Promise<void> {
    const connection = pool as unknown as PgPool;
    const options = { connection, skipMetasUpdate: true };
    await addAll(new Queue(OPEN_PAYOUTS, options, createPostgresBackend), claimIds);
  }

  async startCounting(pool: Pool): Promise<void> {
    await pool.query(`
      CREATE UNLOGGED TABLE public.added_jobs (queue text NOT NULL);
      CREATE FUNCTION public.count_job() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN INSERT INTO public.added_jobs VALUES (NEW.queue); RETURN NULL; END $$;
      CREATE TRIGGER count_job AFTER INSERT ON bullmq.job
        FOR EACH ROW EXECUTE FUNCTION public.count_job()`);
  }

  async counted(pool: Pool): Promise<JobCounts> {
    const { rows } = await pool.query<{ queue: string; jobs: number }>(
      'SELECT queue, count(*)::int AS jobs FROM public.added_jobs GROUP BY queue',
    );
    return new Map(rows.map(({ queue, jobs }) => [queue, jobs]));
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

/** Jobs on a Redis of its own beside the database. */
export class QueueOnRedis implements BenchQueue {
  readonly name = 'Redis';

  private constructor(private readonly server: RedisUnderTest) {}

  static async start(): Promise<QueueOnRedis> {
    return new QueueOnRedis(await RedisUnderTest.start());
  }

  get environment(): Record<string, string> {
    return { QUEUE_URL: this.server.url };
  }

  get pid(): number {
    return this.server.pid;
  }

  async ring(_pool: Pool, claimIds: readonly string[]): Promise<void> {
    const connection = { host: '127.0.0.1', port: this.server.port };
    const options = { connection, prefix: QUEUE_PREFIX, skipMetasUpdate: true };
    await addAll(new Queue(OPEN_PAYOUTS, options, createRedisBackend), claimIds);
  }

  /** BullMQ tells of each step of a job; all of that is kept from now on. */
  async startCounting(): Promise<void> {
    for (const key of await this.keys('meta')) {
      await this.server.say('HSET', key, 'opts.maxLenEvents', String(EVENTS_MAX));
    }
    for (const key of await this.keys('events')) await this.server.say('DEL', key);
  }

  async counted(): Promise<JobCounts> {
    const counts = new Map<string, number>();
    for (const key of await this.keys('events')) {
      const events = (await this.server.say('XRANGE', key, '-', '+')) as [string, string[]][];
      const added = events.filter(([, fields]) => fields[fields.indexOf('event') + 1] === 'added');
      if (added.length > 0) counts.set(key.split(':')[1] ?? key, added.length);
    }
    return counts;
  }

  async dispose(): Promise<void> {
    await this.server.dispose();
  }

  private async keys(kind: string): Promise<string[]> {
    return (await this.server.say('KEYS', `${QUEUE_PREFIX}:*:${kind}`)) as string[];
  }
}

async function addAll(
  queue: Pick<Queue, 'add' | 'close'>,
  claimIds: readonly string[],
): Promise<void> {
  try {
    for (const claimId of claimIds) {
      const options = { jobId: `${claimId}.bench`, attempts: 8, removeOnComplete: true };
      await queue.add(OPEN_PAYOUTS, { claimId }, options);
    }
  } finally {
    await queue.close();
  }
}
