import { LessThan } from 'typeorm';

import { defineJob } from '@app/platform';

import { PayoutEntity } from './persistence/payout.entity';

/** How late a payout may be before the sweep takes its job for lost. */
const OVERDUE_MS = 5_000;

/**
 * Brings a payout one step on: sends it, or asks the rail what became of it. Safe to repeat and to
 * run twice at once: each step is fenced.
 */
export const advancePayoutJob = defineJob<{ payoutId: string }>({
  queue: 'advance-payout',
  attemptsMax: 3,
  backoffMs: 1_000,
  concurrencyMax: 8,
  timeoutMs: 60_000,
  workIdOf: ({ payoutId }) => payoutId,
  async findDue(reads, now, limit) {
    const due = await reads.find(PayoutEntity, {
      select: { id: true },
      where: { nextActionAt: LessThan(new Date(now.getTime() - OVERDUE_MS)) },
      order: { nextActionAt: 'ASC' },
      take: limit,
    });
    return due.map(({ id }) => ({ payoutId: id }));
  },
});
