import type { OnApplicationShutdown } from '@nestjs/common';
import { Queue, createRedisBackend } from 'bullmq';

import type { QueueConfig } from '../../config/queue-config';
import { jobOptions } from '../job-options';
import type { KeptJob } from '../job-options';
import { MissedJobs } from './missed-jobs';
import { QUEUE_PREFIX } from './redis-options';
import { RedisServer } from './redis-server';
import type { QueueStanding } from './redis-server';

/** Nobody listens to BullMQ's events: a few are kept for people who look. */
const EVENTS_KEPT = 100;

/** The queues on Redis, for those who add jobs. Nobody waits for it, and nothing fails with it. */
export class RedisQueues implements OnApplicationShutdown {
  private readonly missed = new MissedJobs();
  private readonly queues = new Map<string, Queue>();
  private readonly underWay = new Set<Promise<void>>();

  private constructor(private readonly server: RedisServer) {}

  /** Connects; see `RedisServer.open` for what is refused. */
  static async open(config: QueueConfig): Promise<RedisQueues> {
    return new RedisQueues(await RedisServer.open(config));
  }

  /** Whether jobs can be added and workers hear of them. */
  get isThere(): boolean {
    return this.server.isThere;
  }

  /** Where the server is, for people; never with a password. */
  get place(): string {
    return this.server.place;
  }

  /** Jobs that this process could not add, since it started. */
  get missedJobs(): number {
    return this.missed.total;
  }

  /** Adds jobs, and returns at once. */
  handOver(jobs: readonly KeptJob[]): void {
    for (const kept of jobs) {
      const added = this.add(kept)
        .catch((error: unknown) => {
          this.missed.note(error);
        })
        .finally(() => this.underWay.delete(added));
      this.underWay.add(added);
    }
  }

  async standing(): Promise<QueueStanding> {
    return this.server.standing();
  }

  /** Waits for the jobs that are being added, which takes seconds at most. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.underWay);
    for (const name of this.queues.keys()) this.forget(name);
    this.server.close();
  }

  private async add(kept: KeptJob): Promise<void> {
    const { queue: name } = kept.job;
    // BullMQ would wait for the server, and add the job long after the sweep did.
    if (!this.isThere) throw new Error('The server is away.');
    try {
      await this.queue(name).add(name, kept.data, jobOptions(kept));
    } catch (error) {
      // A queue whose connection broke while it was made fails for ever: the next one is new.
      this.forget(name);
      if (isLate(error)) this.server.startOver();
      throw error;
    }
  }

  private queue(name: string): Queue {
    const known = this.queues.get(name);
    if (known !== undefined) return known;
    const queue = new Queue(
      name,
      {
        connection: this.server.client,
        prefix: QUEUE_PREFIX,
        streams: { events: { maxLen: EVENTS_KEPT } },
      },
      createRedisBackend,
    );
    queue.on('error', () => undefined); // Whoever adds a job hears of it, and the server tells.
    this.queues.set(name, queue);
    return queue;
  }

  private forget(name: string): void {
    const queue = this.queues.get(name);
    this.queues.delete(name);
    // It only lets go of the shared connection.
    void queue?.close().catch(() => undefined);
  }
}

/** Whether the driver has waited for an answer as long as it may. */
function isLate(error: unknown): boolean {
  return error instanceof Error && error.message === 'Command timed out';
}
