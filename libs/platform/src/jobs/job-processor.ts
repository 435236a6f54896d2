import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, SetMetadata, applyDecorators } from '@nestjs/common';
import type { Job } from 'bullmq';

import type { JobData, JobDefinition } from './define-job';

export const PROCESSES_JOB = 'ganpei:processes-job';

/** How long a worker may be out of touch before another one takes its job over. */
const LOCK_MS = 15_000;
const STALLED_CHECK_MS = 5_000;

/** Marks the class that does the work of one kind of job. */
export function ProcessesJob<Data extends JobData>(job: JobDefinition<Data>): ClassDecorator {
  return applyDecorators(
    Processor(job.queue, {
      concurrency: job.concurrencyMax,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_CHECK_MS,
      maxStalledCount: job.attemptsMax,
    }),
    SetMetadata(PROCESSES_JOB, job),
  );
}

/** The shell around one kind of work: it logs failures by id and keeps the time limit. */
export abstract class JobProcessor<Data extends JobData> extends WorkerHost {
  protected abstract readonly definition: JobDefinition<Data>;
  private readonly logger = new Logger(this.constructor.name);

  protected abstract run(data: Data): Promise<void>;

  async process(job: Job<Data>): Promise<void> {
    const limitMs = this.definition.timeoutMs;
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`${this.definition.queue} took longer than ${String(limitMs)} ms`));
      }, limitMs);
    });
    try {
      await Promise.race([this.run(job.data), tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job<Data> | undefined, error: Error): void {
    this.logger.warn({
      event: 'job.failed',
      jobId: job?.id,
      attempt: job?.attemptsMade,
      error: error.message,
    });
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.error({
      event: 'worker.error',
      queue: this.definition.queue,
      error: error.message,
    });
  }
}
