import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';

import { Clock, HOUSE_LANE } from '@app/kernel';

import { UnitOfWork } from '../database/unit-of-work';
import { RefusedRequestEntity } from './refused-request.entity';

/** Soon enough for somebody who calls us at once, and one write for many of them. */
const WRITE_AFTER_MS = 250;
/** Whoever floods us with bad requests fills no disk: the rest has a line in the log only. */
const KEPT_PER_MINUTE_MAX = 1_000;
const MINUTE_MS = 60_000;

/**
 * Keeps what was refused, so that support can look it up by the number that the caller was given.
 * Nobody waits for it: it is written a moment after the answer, and a refusal that cannot be kept
 * is an answer all the same.
 */
@Injectable()
export class RefusalLog implements BeforeApplicationShutdown {
  private readonly logger = new Logger(RefusalLog.name);
  private waiting: RefusedRequestEntity[] = [];
  private writing: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private minute = { since: 0, kept: 0 };

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  keep(refusal: Omit<RefusedRequestEntity, 'lane' | 'at'>): void {
    const at = this.clock.now();
    if (!this.hasRoom(at)) return;
    this.waiting.push({ lane: HOUSE_LANE, at, ...refusal });
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.writing = this.writing.then(() => this.write());
    }, WRITE_AFTER_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    await this.writing;
    await this.write();
  }

  private hasRoom(at: Date): boolean {
    const now = at.getTime();
    if (now - this.minute.since >= MINUTE_MS) this.minute = { since: now, kept: 0 };
    this.minute.kept += 1;
    if (this.minute.kept === KEPT_PER_MINUTE_MAX + 1) {
      this.logger.warn({ event: 'refusals.too_many', perMinuteMax: KEPT_PER_MINUTE_MAX });
    }
    return this.minute.kept <= KEPT_PER_MINUTE_MAX;
  }

  private async write(): Promise<void> {
    const refusals = this.waiting;
    this.waiting = [];
    if (refusals.length === 0) return;
    try {
      await this.unitOfWork.transaction(async (tx) => {
        await tx
          .createQueryBuilder()
          .insert()
          .into(RefusedRequestEntity)
          .values(refusals)
          .orIgnore()
          .execute();
      });
    } catch (error) {
      this.logger.warn({
        event: 'refusals.not_kept',
        count: refusals.length,
        error: String(error),
      });
    }
  }
}
