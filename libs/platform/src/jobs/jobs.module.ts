import { BullModule } from '@nestjs/bullmq';
import { Inject, Module } from '@nestjs/common';
import type {
  BeforeApplicationShutdown,
  DynamicModule,
  OnApplicationShutdown,
} from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';

import type { QueueConfig } from '../config/queue-config';
import type { DatabaseLogin } from '../database/data-source-options';
import type { JobDefinition } from './define-job';
import { JobProcessor } from './job-processor';
import type { Leave } from './job-processor';
import { JOB_DEFINITIONS, REDIS_QUEUES, SWEEP_INTERVAL_MS, WORKER_CONNECTION } from './jobs.tokens';
import type { RedisQueues } from './redis/redis-queues';
import { Sweep } from './sweep';
import { WorkerCheck } from './worker-check';
import { workersOnPostgres, workersOnRedis } from './worker-connection';
import type { WorkerConnection } from './worker-connection';

/** Of a Redis that falls silent while we stop. */
const LEAVE_MS = 5_000;

export interface JobsOptions {
  readonly login: DatabaseLogin;
  /** Where the jobs are; null for PostgreSQL. The same as `PlatformModule` was given. */
  readonly queue: QueueConfig | null;
  readonly jobs: readonly JobDefinition[];
  readonly sweepIntervalMs: number;
}

/** Workers of all kinds of job on PostgreSQL or Redis, the sweep, the start-up check. */
@Module({})
export class JobsModule implements BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(WORKER_CONNECTION) private readonly connection: WorkerConnection,
    @Inject(REDIS_QUEUES) private readonly redis: RedisQueues | null,
    private readonly discovery: DiscoveryService,
  ) {}

  static forRoot({ login, queue, jobs, sweepIntervalMs }: JobsOptions): DynamicModule {
    const connection =
      queue === null ? workersOnPostgres(login, jobs.length) : workersOnRedis(queue);
    return {
      module: JobsModule,
      imports: [
        DiscoveryModule,
        BullModule.forRoot(connection.options),
        BullModule.registerQueue(),
      ],
      providers: [
        { provide: WORKER_CONNECTION, useValue: connection },
        { provide: JOB_DEFINITIONS, useValue: jobs },
        { provide: SWEEP_INTERVAL_MS, useValue: sweepIntervalMs },
        Sweep,
        WorkerCheck,
      ],
      exports: [Sweep],
    };
  }

  /** Lets the jobs at work finish and takes no new ones, before what they need goes away. */
  async beforeApplicationShutdown(): Promise<void> {
    const leave = await this.leave();
    const processors = this.discovery
      .getProviders()
      .map(({ instance }) => instance as unknown)
      .filter((instance) => instance instanceof JobProcessor);
    await Promise.all(processors.map((processor) => processor.close(leave)));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.connection.end();
  }

  /** Workers would wait for ever for a Redis that is away, or frozen, to take leave of it. */
  private async leave(): Promise<Leave> {
    if (this.redis === null) return { isAway: false, patienceMs: null };
    const { status } = await this.redis.standing();
    return { isAway: status === 'away', patienceMs: LEAVE_MS };
  }
}
