import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';

import { Clock } from '@app/kernel';

import { UnitOfWork } from '../database/unit-of-work';
import { defineJob } from '../jobs/define-job';
import { IdempotencyKeyEntity } from './idempotency-key.entity';

/** So long the answer to a request is kept for those who ask again with its key. */
const ANSWER_KEPT_MS = 24 * 3_600_000;
/** One round an hour is enough. */
const ROUND_MS = 3_600_000;
const ROWS_AT_ONCE = 1_000;

/** Forgets answers whose time is over. Nobody rings for it: the sweep looks for the oldest one. */
export const forgetAnswersJob = defineJob<{ kept: string }>({
  queue: 'forget-answers',
  attemptsMax: 3,
  backoffMs: 5_000,
  concurrencyMax: 1,
  timeoutMs: 300_000,
  workIdOf: ({ kept }) => kept,
  async findDue(reads, now) {
    const over = new Date(now.getTime() - ANSWER_KEPT_MS - ROUND_MS);
    const isDue = await reads.existsBy(IdempotencyKeyEntity, { createdAt: LessThan(over) });
    return isDue ? [{ kept: 'answers' }] : [];
  },
});

/** Forgets the answers to requests, and with them the keys, a day after they were given. */
@Injectable()
export class ForgetAnswers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat. A few at a time, so that no request waits for long. */
  async run(): Promise<void> {
    const over = new Date(this.clock.now().getTime() - ANSWER_KEPT_MS);
    for (;;) {
      const gone = await this.unitOfWork.transaction((tx) =>
        tx.query<[unknown[], number]>(
          `DELETE FROM idempotency_keys WHERE ctid IN (SELECT ctid FROM idempotency_keys
             WHERE created_at < $1 ORDER BY created_at LIMIT $2)`,
          [over, ROWS_AT_ONCE],
        ),
      );
      if (gone[1] < ROWS_AT_ONCE) return;
    }
  }
}
