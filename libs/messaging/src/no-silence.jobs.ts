import { LessThan } from 'typeorm';

import { CLAIM_STATUSES, ClaimEntity } from '@app/claims';
import { defineJob } from '@app/platform';

/** Due times have no bell of their own: the sweep looks for those that have passed. */
const PASSED_MS = 1_000;

/**
 * Tells the claimant that a due time has passed which no clock keeps, with a new one. Safe to
 * repeat: what has passed is replaced, so that there is nothing to tell any more.
 */
export const passDueTimeJob = defineJob<{ claimId: string }>({
  queue: 'pass-due-time',
  attemptsMax: 8,
  backoffMs: 500,
  concurrencyMax: 4,
  timeoutMs: 30_000,
  workIdOf: ({ claimId }) => claimId,
  findDue: (reads, now, limit) =>
    reads.query<{ claimId: string }[]>(
      // A broken clock has a job of its own, which gives a new due time as well.
      `SELECT id AS "claimId" FROM claims
        WHERE status = ANY($1) AND next_due_at < $2
          AND (clock_due_at IS NULL OR clock_due_at > $2)
        ORDER BY next_due_at LIMIT $3`,
      [CLAIM_STATUSES, new Date(now.getTime() - PASSED_MS), limit],
    ),
});

/** Reminds a claimant of what we wait for. Safe to repeat: the next reminder is due later. */
export const remindClaimantJob = defineJob<{ claimId: string }>({
  queue: 'remind-claimant',
  attemptsMax: 8,
  backoffMs: 500,
  concurrencyMax: 2,
  timeoutMs: 30_000,
  workIdOf: ({ claimId }) => claimId,
  async findDue(reads, now, limit) {
    const claims = await reads.find(ClaimEntity, {
      select: { id: true },
      where: { remindAt: LessThan(now) },
      order: { remindAt: 'ASC' },
      take: limit,
    });
    return claims.map(({ id }) => ({ claimId: id }));
  },
});
