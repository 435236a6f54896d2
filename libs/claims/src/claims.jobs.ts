import { In, LessThan } from 'typeorm';

import { defineJob } from '@app/platform';
import type { Reads } from '@app/platform';

import type { ClaimStatus } from './domain/claim-lifecycle';
import type { NextStepCode } from './domain/next-step';
import { ClaimAppealEntity } from './persistence/claim-appeal.entity';
import { ClaimUntoldEventEntity } from './persistence/claim-untold-event.entity';
import { ClaimEntity } from './persistence/claim.entity';

/** Work that a job should have done by now: its job was lost, or its worker died. */
const OVERDUE_MS = 15_000;

/** Assesses a claim against its policy pack. Safe to repeat: two states only are assessed. */
export const assessClaimJob = defineJob<{ claimId: string }>({
  queue: 'assess-claim',
  attemptsMax: 8,
  backoffMs: 500,
  concurrencyMax: 4,
  timeoutMs: 30_000,
  workIdOf: ({ claimId }) => claimId,
  findDue: (reads, now, limit) =>
    waiting(reads, ['received', 'assessing'], 'assess', { now, limit }),
});

/** Opens the payouts of an approved claim. Safe to repeat: a line has one live payout. */
export const openPayoutsJob = defineJob<{ claimId: string }>({
  queue: 'open-payouts',
  attemptsMax: 8,
  backoffMs: 500,
  concurrencyMax: 4,
  timeoutMs: 30_000,
  workIdOf: ({ claimId }) => claimId,
  findDue: (reads, now, limit) => waiting(reads, ['approved'], 'open_payout', { now, limit }),
});

/**
 * Opens the appeal that a claim kept while its payout was on its way. Safe to repeat, and to come
 * too early: the claim must be paid.
 */
export const openAppealJob = defineJob<{ claimId: string }>({
  queue: 'open-appeal',
  attemptsMax: 8,
  backoffMs: 500,
  concurrencyMax: 4,
  timeoutMs: 30_000,
  workIdOf: ({ claimId }) => claimId,
  async findDue(reads, now, limit) {
    const rows = await reads
      .createQueryBuilder(ClaimAppealEntity, 'appeal')
      .innerJoin(ClaimEntity, 'claim', 'claim.lane = appeal.lane AND claim.id = appeal.claim_id')
      .where('appeal.opened_at IS NULL AND appeal.ended_at IS NULL')
      .andWhere("claim.status = 'paid' AND claim.updated_at < :since", {
        since: new Date(now.getTime() - OVERDUE_MS),
      })
      .orderBy('appeal.lodged_at')
      .limit(limit)
      .getMany();
    return rows.map(({ claimId }) => ({ claimId }));
  },
});

/** How late the bell of a clock may be before the sweep takes it for lost. */
const BELL_OVERDUE_MS = 2_000;

/**
 * Records the promises of a claim that are broken, with what follows from them; rings with a delay.
 * Safe to repeat, too early, and for a clock that has moved: the claim says what is due.
 */
export const breakClocksJob = defineJob<{ claimId: string }>({
  queue: 'break-clocks',
  attemptsMax: 8,
  backoffMs: 500,
  concurrencyMax: 4,
  timeoutMs: 30_000,
  workIdOf: ({ claimId }) => claimId,
  async findDue(reads, now, limit) {
    const claims = await reads.find(ClaimEntity, {
      select: { id: true },
      where: { clockDueAt: LessThan(new Date(now.getTime() - BELL_OVERDUE_MS)) },
      order: { clockDueAt: 'ASC' },
      take: limit,
    });
    return claims.map(({ id }) => ({ claimId: id }));
  },
});

/**
 * Looks at the provisional credit of a claim: gives it when its time has come, and draws from the
 * decision what becomes of it. Safe to repeat and too early: the claim says when it is due.
 */
export const tendCreditJob = defineJob<{ claimId: string }>({
  queue: 'tend-credit',
  attemptsMax: 8,
  backoffMs: 500,
  concurrencyMax: 4,
  timeoutMs: 30_000,
  workIdOf: ({ claimId }) => claimId,
  async findDue(reads, now, limit) {
    const claims = await reads.find(ClaimEntity, {
      select: { id: true },
      where: { creditAt: LessThan(new Date(now.getTime() - BELL_OVERDUE_MS)) },
      order: { creditAt: 'ASC' },
      take: limit,
    });
    return claims.map(({ id }) => ({ claimId: id }));
  },
});

/** How late a notice may be before the sweep takes its bell for lost. */
const NOTICE_OVERDUE_MS = 5_000;
/** What follows in the same breath is told with it. */
export const TELLING_DELAY_MS = 500;

/**
 * Tells the claimant what happened on a claim. Safe to repeat: each event is told once, by whoever
 * takes it off the list.
 */
export const tellClaimantJob = defineJob<{ claimId: string }>({
  queue: 'tell-claimant',
  attemptsMax: 8,
  backoffMs: 500,
  concurrencyMax: 4,
  timeoutMs: 30_000,
  workIdOf: ({ claimId }) => claimId,
  async findDue(reads, now, limit) {
    const untold = await reads.find(ClaimUntoldEventEntity, {
      where: { since: LessThan(new Date(now.getTime() - NOTICE_OVERDUE_MS)) },
      order: { since: 'ASC' },
      take: limit,
    });
    return [...new Set(untold.map(({ claimId }) => claimId))].map((claimId) => ({ claimId }));
  },
});

async function waiting(
  reads: Reads,
  statuses: readonly ClaimStatus[],
  nextStep: NextStepCode,
  { now, limit }: { now: Date; limit: number },
): Promise<{ claimId: string }[]> {
  const claims = await reads.find(ClaimEntity, {
    select: { id: true },
    where: {
      status: In(statuses),
      nextStep,
      updatedAt: LessThan(new Date(now.getTime() - OVERDUE_MS)),
    },
    order: { updatedAt: 'ASC' },
    take: limit,
  });
  return claims.map(({ id }) => ({ claimId: id }));
}
