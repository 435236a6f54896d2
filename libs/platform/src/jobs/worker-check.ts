import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';

import type { JobDefinition } from './define-job';
import { PROCESSES_JOB } from './job-processor';
import { JOB_DEFINITIONS } from './jobs.tokens';

/** Refuses to start a worker in which a kind of job has no processor, or two. */
@Injectable()
export class WorkerCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
    @Inject(JOB_DEFINITIONS) private readonly jobs: readonly JobDefinition[],
  ) {}

  onModuleInit(): void {
    const processed = this.discovery
      .getProviders()
      .map(({ metatype }) =>
        typeof metatype === 'function'
          ? this.reflector.get<JobDefinition | undefined>(PROCESSES_JOB, metatype)
          : undefined,
      )
      .filter((job) => job !== undefined);
    const problems = processorProblems(this.jobs, processed);
    if (problems.length > 0) throw new Error(`The worker cannot start: ${problems.join('; ')}`);
  }
}

/** What is wrong between the kinds of job that exist and those that are processed. */
export function processorProblems(
  defined: readonly JobDefinition[],
  processed: readonly JobDefinition[],
): string[] {
  const counts = defined.map((job) => ({
    queue: job.queue,
    count: processed.filter((other) => other.queue === job.queue).length,
  }));
  const unknown = processed.filter((job) => !defined.some((other) => other.queue === job.queue));
  return [
    ...counts
      .filter(({ count }) => count !== 1)
      .map(({ queue, count }) => `"${queue}" has ${String(count)} processors instead of one`),
    ...unknown.map((job) => `"${job.queue}" is processed but not in the list of jobs`),
  ];
}
