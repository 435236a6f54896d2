import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';

import { Clock } from '@app/kernel';

import type { Config } from '../../config/config';
import { CONFIG } from '../../config/config.token';
import { UnitOfWork } from '../../database/unit-of-work';
import { enqueue } from '../enqueue';
import { canaryJob } from './canary.jobs';
import { JobCanaryEntity } from './job-canary.entity';
import type { JobsPlace } from './job-canary.entity';

const EVERY_MS = 30_000;
/** One that waits behind others is not joined by a second one. */
const DISPATCH = 'canary';

/** Of several workers one gets a row back: that one enqueues. */
const TAKE_TURN = `
  INSERT INTO job_canaries AS known (place, begun_at, enqueued_at) VALUES ($1, $2, $2)
  ON CONFLICT (place) DO UPDATE SET enqueued_at = EXCLUDED.enqueued_at
    WHERE known.enqueued_at <= $3
  RETURNING place`;

/**
 * Enqueues a job every half a minute whose only work is to show that jobs are done: a worker that
 * lives and does nothing looks well otherwise.
 */
@Injectable()
export class JobCanary implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(JobCanary.name);
  private readonly place: JobsPlace;
  private readonly intervalMs: number;
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    @Inject(CONFIG) { queue, sweepIntervalMs }: Pick<Config, 'queue' | 'sweepIntervalMs'>,
  ) {
    this.place = queue === null ? 'postgres' : 'redis';
    this.intervalMs = Math.min(EVERY_MS, sweepIntervalMs);
  }

  onApplicationBootstrap(): void {
    const look = (): void => {
      this.round ??= this.sendOrTell().finally(() => (this.round = null));
    };
    look();
    this.timer = setInterval(look, this.intervalMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.round;
  }

  /** Enqueues one if the newest one is half a minute old. */
  async send(): Promise<void> {
    const now = this.clock.now();
    const before = new Date(now.getTime() - EVERY_MS);
    await this.unitOfWork.transaction(async (tx) => {
      const turn = await tx.query<unknown[]>(TAKE_TURN, [this.place, now, before]);
      if (turn.length === 0) return;
      await enqueue(tx, canaryJob, { place: this.place }, { dispatch: DISPATCH });
    });
  }

  /** It was done. May run twice. */
  async comeBack(place: JobsPlace): Promise<void> {
    const doneAt = this.clock.now();
    await this.unitOfWork.transaction((tx) => tx.update(JobCanaryEntity, { place }, { doneAt }));
  }

  private async sendOrTell(): Promise<void> {
    try {
      await this.send();
    } catch (error) {
      this.logger.error({ event: 'canary.failed', error: String(error) });
    }
  }
}
