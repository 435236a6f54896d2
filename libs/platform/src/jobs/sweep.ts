import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';

import { Clock } from '@app/kernel';

import { UnitOfWork } from '../database/unit-of-work';
import type { JobDefinition } from './define-job';
import { enqueue } from './enqueue';
import { JOB_DEFINITIONS, SWEEP_INTERVAL_MS } from './jobs.tokens';

/** Only one process sweeps at a time; the others skip the round. */
const SWEEP_LOCK = 7_204_002;
const ROWS_PER_ROUND_MAX = 500;
/** While a swept job waits behind others, the rounds that follow must not add more of it. */
const DISPATCH = 'sweep';

/**
 * Finds work whose job was lost (a queue that was emptied, a crash at a bad moment) and gives it a
 * new one. PostgreSQL is the truth; a queue is only a bell.
 */
@Injectable()
export class Sweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Sweep.name);
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<unknown> | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    @Inject(JOB_DEFINITIONS) private readonly jobs: readonly JobDefinition[],
    @Inject(SWEEP_INTERVAL_MS) private readonly intervalMs: number,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      // A round that takes longer than the interval is not overtaken by the next one.
      this.round ??= this.run().finally(() => (this.round = null));
    }, this.intervalMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.round;
  }

  /** Runs one round and returns how much work it found. A kind that fails stops no other. */
  async run(): Promise<number> {
    let found = 0;
    for (const job of this.jobs) {
      try {
        found += await this.sweepOne(job);
      } catch (error) {
        this.logger.error({ event: 'sweep.failed', queue: job.queue, error: String(error) });
      }
    }
    if (found > 0) this.logger.log({ event: 'sweep.found', jobs: found });
    return found;
  }

  private async sweepOne(job: JobDefinition): Promise<number> {
    return this.unitOfWork.transaction(async (tx) => {
      const [lock] = await tx.query<{ locked: boolean }[]>(
        'SELECT pg_try_advisory_xact_lock($1) AS locked',
        [SWEEP_LOCK],
      );
      if (lock?.locked !== true) return 0;
      const due = await job.findDue(tx, this.clock.now(), ROWS_PER_ROUND_MAX);
      for (const data of due) await enqueue(tx, job, data, { dispatch: DISPATCH });
      return due.length;
    });
  }
}
