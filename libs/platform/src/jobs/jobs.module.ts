import { BullModule, WorkerHost } from '@nestjs/bullmq';
import { Inject, Module } from '@nestjs/common';
import type {
  BeforeApplicationShutdown,
  DynamicModule,
  OnApplicationShutdown,
} from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import { Pool } from 'pg';

import { poolOptions } from '../database/data-source-options';
import type { DatabaseLogin } from '../database/data-source-options';
import type { JobDefinition } from './define-job';
import { JOB_DEFINITIONS, QUEUE_POOL, SWEEP_INTERVAL_MS } from './jobs.tokens';
import { Sweep } from './sweep';
import { WorkerCheck } from './worker-check';

export interface JobsOptions {
  readonly login: DatabaseLogin;
  readonly jobs: readonly JobDefinition[];
  readonly sweepIntervalMs: number;
}

/** Workers of all kinds of job on BullMQ's PostgreSQL backend, the sweep, the start-up check. */
@Module({})
export class JobsModule implements BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(QUEUE_POOL) private readonly pool: Pool,
    private readonly discovery: DiscoveryService,
  ) {}

  static forRoot({ login, jobs, sweepIntervalMs }: JobsOptions): DynamicModule {
    // @nestjs/bullmq has no option for the backend: it has to be the process-wide default.
    setDefaultBackendFactory(createPostgresBackend);
    // Each worker keeps one connection to listen on; the others run the queues' short statements.
    const pool = new Pool(poolOptions(login, 2 * jobs.length + 4));
    // Each worker listens for errors of the pool, too: that many are no leak.
    pool.setMaxListeners(jobs.length + 10);
    pool.on('error', () => undefined); // An idle connection broke; the next one is opened on demand.
    return {
      module: JobsModule,
      imports: [
        DiscoveryModule,
        BullModule.forRoot({ connection: pool }),
        BullModule.registerQueue(),
      ],
      providers: [
        { provide: QUEUE_POOL, useValue: pool },
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
    const hosts = this.discovery
      .getProviders()
      .map(({ instance }) => instance as unknown)
      .filter((instance): instance is WorkerHost => instance instanceof WorkerHost);
    await Promise.all(hosts.map((host) => host.worker.close()));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
