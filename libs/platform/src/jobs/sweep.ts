import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';

import { Clock } from '@app/kernel';

import type { Tx } from '../database/tx';
import { UnitOfWork } from '../database/unit-of-work';
import type { JobData, JobDefinition } from './define-job';
import { enqueue } from './enqueue';
import { JOB_DEFINITIONS, SWEEP_INTERVAL_MS } from './jobs.tokens';
import { SweepFailures } from './sweep-failures';

/** With the kind's name: one process at a time sweeps a kind of work, and others skip that kind. */
const SWEEP_LOCK = 7_204_002;
/** Who freezes in the middle holds up that one kind for so long: then PostgreSQL gives it up. */
const SILENCE_MAX = '10s';
const ROWS_PER_ROUND_MAX = 500;
/** While a swept job waits behind others, the rounds that follow must not add more of it. */
const DISPATCH = 'sweep';

const TAKE_TURN = `
  SELECT set_config('idle_in_transaction_session_timeout', '${SILENCE_MAX}', true),
         pg_try_advisory_xact_lock(${String(SWEEP_LOCK)}, hashtext($1)) AS "isOurs",
         EXISTS (SELECT FROM sweep_failures
                  WHERE queue = $1 AND failing_since IS NOT NULL) AS "isFailing"`;

interface Turn {
  readonly isOurs: boolean;
  /** Whether the round before this one did not go well. */
  readonly isFailing: boolean;
}

/**
 * Finds work whose job was lost (a queue that was emptied, a crash at a bad moment) and gives it a
 * new one. PostgreSQL is the truth; a queue is only a bell.
 */
@Injectable()
export class Sweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Sweep.name);
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<unknown> | null = null;
  private isStopping = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly failures: SweepFailures,
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
    this.isStopping = true;
    await this.round;
  }

  /** Runs one round and returns to how much work it gave a job. What fails stops nothing else. */
  async run(): Promise<number> {
    let rung = 0;
    for (const job of this.jobs) {
      // While the database is away each kind of work takes its time to fail.
      if (this.isStopping) break;
      rung += await this.sweepOne(job);
    }
    if (rung > 0) this.logger.log({ event: 'sweep.found', jobs: rung });
    return rung;
  }

  /** One kind of work in a transaction of its own: it is short, and its failure nobody else's. */
  private async sweepOne(job: JobDefinition): Promise<number> {
    try {
      return await this.unitOfWork.transaction((tx) => this.sweepWithin(tx, job));
    } catch (error) {
      this.logger.error({ event: 'sweep.failed', queue: job.queue, error: String(error) });
      await this.failures.add(job.queue, 1);
      return 0;
    }
  }

  private async sweepWithin(tx: Tx, job: JobDefinition): Promise<number> {
    const [turn] = await tx.query<Turn[]>(TAKE_TURN, [job.queue]);
    if (turn?.isOurs !== true) return 0;
    const due = await job.findDue(tx, this.clock.now(), ROWS_PER_ROUND_MAX);
    const problems: unknown[] = [];
    for (const data of due) {
      await this.ring(tx, job, data).catch((error: unknown) => problems.push(error));
    }
    if (problems.length > 0) await this.tell(tx, job, problems);
    else if (turn.isFailing) await this.failures.end(tx, job.queue);
    return due.length - problems.length;
  }

  /** Behind a savepoint: work that cannot be given a job takes that of no other along. */
  private async ring(tx: Tx, job: JobDefinition, data: JobData): Promise<void> {
    await this.unitOfWork.savepoint(tx, (inner) =>
      enqueue(inner, job, data, { dispatch: DISPATCH }),
    );
  }

  private async tell(
    tx: Tx,
    { queue }: JobDefinition,
    problems: readonly unknown[],
  ): Promise<void> {
    const jobs = problems.length;
    this.logger.error({ event: 'sweep.jobs_failed', queue, jobs, error: String(problems[0]) });
    await this.failures.addWithin(tx, queue, jobs);
  }
}
