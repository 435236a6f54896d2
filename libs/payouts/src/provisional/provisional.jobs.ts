import { IsNull, LessThan, MoreThan } from 'typeorm';

import { defineJob } from '@app/platform';

import { ProvisionalCreditPartEntity } from './persistence/provisional-credit-part.entity';
import { ProvisionalCreditEntity } from './persistence/provisional-credit.entity';

/** How late a bell may be before the sweep takes it for lost. */
const OVERDUE_MS = 5_000;

/**
 * Asks a wallet to give back what was credited to it. Safe to repeat and to run twice at once: a
 * wallet gives a transfer back once, and says the same ever after.
 */
export const takeBackCreditJob = defineJob<{ payoutId: string }>({
  queue: 'take-back-credit',
  attemptsMax: 3,
  backoffMs: 1_000,
  concurrencyMax: 4,
  timeoutMs: 60_000,
  workIdOf: ({ payoutId }) => payoutId,
  async findDue(reads, now, limit) {
    const parts = await reads.find(ProvisionalCreditPartEntity, {
      select: { payoutId: true },
      where: { nextAskAt: LessThan(new Date(now.getTime() - OVERDUE_MS)) },
      order: { nextAskAt: 'ASC' },
      take: limit,
    });
    return parts.map(({ payoutId }) => ({ payoutId }));
  },
});

/**
 * Takes over what a claimant owes of a credit that was taken back; whoever recovers does it. Safe
 * to repeat: a credit is handed on once.
 */
export const recoverCreditJob = defineJob<{ claimId: string }>({
  queue: 'recover-credit',
  attemptsMax: 8,
  backoffMs: 500,
  concurrencyMax: 2,
  timeoutMs: 30_000,
  workIdOf: ({ claimId }) => claimId,
  async findDue(reads, now, limit) {
    const credits = await reads.find(ProvisionalCreditEntity, {
      select: { claimId: true },
      where: {
        shortfallMinor: MoreThan(0n),
        handedOnAt: IsNull(),
        updatedAt: LessThan(new Date(now.getTime() - OVERDUE_MS)),
      },
      order: { updatedAt: 'ASC' },
      take: limit,
    });
    return credits.map(({ claimId }) => ({ claimId }));
  },
});
