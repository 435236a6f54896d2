import { LessThan } from 'typeorm';

import { defineJob } from '../jobs/define-job';
import { RefusedRequestEntity } from './refused-request.entity';

/** Who has not asked after a month does not ask any more. */
export const REFUSALS_KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

/** Until when refusals are forgotten at a moment. */
export function forgottenBefore(now: Date): Date {
  return new Date(now.getTime() - REFUSALS_KEPT_DAYS * DAY_MS);
}

/** Forgets refused requests whose time is over. Safe to repeat: what is gone is gone. */
export const forgetRefusalsJob = defineJob<{ day: string }>({
  queue: 'forget-refusals',
  attemptsMax: 8,
  backoffMs: 1_000,
  concurrencyMax: 1,
  timeoutMs: 60_000,
  workIdOf: ({ day }) => `day-${day}`,
  async findDue(reads, now) {
    const before = forgottenBefore(now);
    const isDue = await reads.existsBy(RefusedRequestEntity, { at: LessThan(before) });
    return isDue ? [{ day: before.toISOString().slice(0, 10) }] : [];
  },
});
