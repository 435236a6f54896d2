import type { JobData, JobDefinition } from '@app/platform';

import type { Dice } from '../dice';
import type { KeptJob } from '../memory/memory-tx';
import type { Faults } from './faults';

/** A job in the queue, or in the hands of a worker. */
export interface QueuedJob {
  readonly job: JobDefinition;
  readonly data: JobData;
  /** Named dispatches are not added twice. */
  readonly name: string | null;
  runAtMs: number;
  attempts: number;
  isActive: boolean;
}

/** So long a worker may be out of touch before its job is given to another one. */
const STALLED_MS = 20_000;

/** A queue that loses jobs and gives some of them out twice. */
export class JobQueue {
  private readonly jobs = new Set<QueuedJob>();

  constructor(
    private readonly dice: Dice,
    private readonly faults: () => Faults,
  ) {}

  add({ job, data, options }: KeptJob, nowMs: number): void {
    const { jobLost, jobTwice } = this.faults();
    const name =
      options.dispatch === undefined ? null : `${job.workIdOf(data)}.${options.dispatch}`;
    if (name !== null && this.has(job, name)) return;
    if (this.dice.chance(jobLost)) return;
    const copies = this.dice.chance(jobTwice) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const runAtMs = nowMs + (options.delayMs ?? 0);
      this.jobs.add({ job, data, name, runAtMs, attempts: 0, isActive: false });
    }
  }

  due(nowMs: number): QueuedJob[] {
    const due: QueuedJob[] = [];
    for (const job of this.jobs) if (!job.isActive && job.runAtMs <= nowMs) due.push(job);
    return due;
  }

  get nextMs(): number {
    let nextMs = Infinity;
    for (const { isActive, runAtMs } of this.jobs) {
      if (!isActive) nextMs = Math.min(nextMs, runAtMs);
    }
    return nextMs;
  }

  take(job: QueuedJob): void {
    job.isActive = true;
  }

  done(job: QueuedJob): void {
    this.jobs.delete(job);
  }

  /** It threw: again after a pause, as often as its definition says. */
  failed(job: QueuedJob, nowMs: number): void {
    job.attempts += 1;
    if (job.attempts >= job.job.attemptsMax) {
      this.jobs.delete(job);
      return;
    }
    job.isActive = false;
    job.runAtMs = nowMs + job.job.backoffMs * 2 ** (job.attempts - 1);
  }

  /** Its worker died: another one gets it, unless the queue was lost with it. */
  stalled(job: QueuedJob, nowMs: number): void {
    if (this.dice.chance(0.2)) {
      this.jobs.delete(job);
      return;
    }
    job.isActive = false;
    job.runAtMs = nowMs + STALLED_MS;
  }

  private has({ queue }: JobDefinition, name: string): boolean {
    return [...this.jobs].some((one) => one.name === name && one.job.queue === queue);
  }
}
