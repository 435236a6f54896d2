import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, SetMetadata, applyDecorators } from '@nestjs/common';
import type { Job } from 'bullmq';

import type { JobData, JobDefinition } from './define-job';

export const PROCESSES_JOB = 'ganpei:processes-job';

/** How long a worker may be out of touch before another one takes its job over. */
const LOCK_MS = 15_000;
const STALLED_CHECK_MS = 5_000;
/** After an error that the server of the queue was no longer there for, look again this soon. */
const RETRY_MS = 1_000;
/** A server that is away turns away all workers in the same words: they are told this often. */
const SAME_ERROR_MS = 60_000;
let lastError = { message: '', atMs: -Infinity };

/** How workers take leave of the server of their queue. */
export interface Leave {
  /** It does not answer. */
  readonly isAway: boolean;
  /** How long it is waited for once the work is done; null for as long as it takes. */
  readonly patienceMs: number | null;
}

/** Marks the class that does the work of one kind of job. */
export function ProcessesJob<Data extends JobData>(job: JobDefinition<Data>): ClassDecorator {
  return applyDecorators(
    Processor(job.queue, {
      concurrency: job.concurrencyMax,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_CHECK_MS,
      maxStalledCount: job.attemptsMax,
      runRetryDelay: RETRY_MS,
    }),
    SetMetadata(PROCESSES_JOB, job),
  );
}

/** The shell around one kind of work: it logs failures by id and keeps the time limit. */
export abstract class JobProcessor<Data extends JobData> extends WorkerHost {
  protected abstract readonly definition: JobDefinition<Data>;
  private readonly logger = new Logger(this.constructor.name);
  private readonly atWork = new Set<Promise<void>>();

  protected abstract run(data: Data): Promise<void>;

  async process(job: Job<Data>): Promise<void> {
    const work = this.runInTime(job.data);
    this.atWork.add(work);
    try {
      await work;
    } finally {
      this.atWork.delete(work);
    }
  }

  /** Takes no new jobs, and lets those at work finish, also when the queue's server is away. */
  async close({ isAway, patienceMs }: Leave): Promise<void> {
    if (isAway) {
      await this.worker.pause(true);
      await this.finished();
      await this.worker.close(true);
      return;
    }
    const closed = this.worker.close();
    await this.finished();
    if (patienceMs === null) await closed;
    else await this.closedWithin(closed, patienceMs);
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
  onError({ message }: Error): void {
    const atMs = performance.now();
    if (message === lastError.message && atMs - lastError.atMs < SAME_ERROR_MS) return;
    lastError = { message, atMs };
    this.logger.error({ event: 'worker.error', queue: this.definition.queue, error: message });
  }

  private async finished(): Promise<void> {
    while (this.atWork.size > 0) await Promise.allSettled(this.atWork);
  }

  /** What the server has not answered by then it does not answer, and nobody waits for it. */
  private async closedWithin(closed: Promise<void>, patienceMs: number): Promise<void> {
    const timer = setTimeout(() => {
      this.worker.disconnect().catch(() => undefined);
    }, patienceMs);
    try {
      await closed;
    } finally {
      clearTimeout(timer);
    }
  }

  private async runInTime(data: Data): Promise<void> {
    const limitMs = this.definition.timeoutMs;
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`${this.definition.queue} took longer than ${String(limitMs)} ms`));
      }, limitMs);
    });
    try {
      await Promise.race([this.run(data), tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }
}
