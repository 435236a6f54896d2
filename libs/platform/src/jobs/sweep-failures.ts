import { Injectable, Logger } from '@nestjs/common';

import { Clock } from '@app/kernel';

import type { Reads, Tx } from '../database/tx';
import { UnitOfWork } from '../database/unit-of-work';
import { SweepFailureEntity } from './sweep-failure.entity';

const COUNT = `
  INSERT INTO sweep_failures AS known (queue, failures, failing_since, failed_at)
  VALUES ($1, $2, $3, $3)
  ON CONFLICT (queue) DO UPDATE
    SET failures = known.failures + EXCLUDED.failures,
        failing_since = coalesce(known.failing_since, EXCLUDED.failing_since),
        failed_at = EXCLUDED.failed_at`;

/** Counts what the sweep could not do, for metrics and the doctor: the process may be another. */
@Injectable()
export class SweepFailures {
  private readonly logger = new Logger(SweepFailures.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Counts failures of a kind of work whose transaction is undone. It must not throw. */
  async add(queue: string, failures: number): Promise<void> {
    try {
      await this.unitOfWork.transaction((tx) => this.addWithin(tx, queue, failures));
    } catch (error) {
      // Most likely the database is away, and everybody hears of that.
      this.logger.error({ event: 'sweep.not_counted', queue, error: String(error) });
    }
  }

  async addWithin(tx: Tx, queue: string, failures: number): Promise<void> {
    await tx.query(COUNT, [queue, failures, this.clock.now()]);
  }

  /** A round of a kind of work went well again. */
  async end(tx: Tx, queue: string): Promise<void> {
    await tx.update(SweepFailureEntity, { queue }, { failingSince: null });
  }

  /** What has ever failed, by the names of the kinds of work. */
  async all(reads: Reads): Promise<SweepFailureEntity[]> {
    return reads.find(SweepFailureEntity, { order: { queue: 'ASC' } });
  }
}
