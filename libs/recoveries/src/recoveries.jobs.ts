import { LessThan } from 'typeorm';

import { defineJob } from '@app/platform';

import { RecoveryEntity } from './persistence/recovery.entity';
import { UnsplitClaimEntity } from './persistence/unsplit-claim.entity';

/**
 * Opens the recoveries of a claim that was paid. Nobody rings for it: the database notes that a
 * claim became paid, and the sweep finds the note. Safe to repeat: whoever is done removes it.
 */
export const openRecoveriesJob = defineJob<{ claimId: string }>({
  queue: 'open-recoveries',
  attemptsMax: 8,
  backoffMs: 500,
  concurrencyMax: 2,
  timeoutMs: 30_000,
  workIdOf: ({ claimId }) => claimId,
  async findDue(reads, _now, limit) {
    const unsplit = await reads.find(UnsplitClaimEntity, { order: { since: 'ASC' }, take: limit });
    return unsplit.map(({ claimId }) => ({ claimId }));
  },
});

/** Sets the allowance of a recovery by its age. Safe to repeat, and to come too early. */
export const ageRecoveryJob = defineJob<{ recoveryId: string }>({
  queue: 'age-recovery',
  attemptsMax: 8,
  backoffMs: 500,
  concurrencyMax: 2,
  timeoutMs: 30_000,
  workIdOf: ({ recoveryId }) => recoveryId,
  async findDue(reads, now, limit) {
    const due = await reads.find(RecoveryEntity, {
      select: { id: true },
      where: { nextAgeAt: LessThan(now) },
      order: { nextAgeAt: 'ASC' },
      take: limit,
    });
    return due.map(({ id }) => ({ recoveryId: id }));
  },
});

/**
 * Shows on claims that are at rest again that an objection waits. Nobody rings for it: what brings
 * a claim to rest need not know of objections. Safe to repeat.
 */
export const showObjectionJob = defineJob<{ claimId: string }>({
  queue: 'show-objection',
  attemptsMax: 8,
  backoffMs: 500,
  concurrencyMax: 2,
  timeoutMs: 30_000,
  workIdOf: ({ claimId }) => claimId,
  async findDue(reads, _now, limit) {
    return reads.query(
      `SELECT DISTINCT c.id AS "claimId" FROM recoveries r
         JOIN claims c ON c.lane = r.lane AND c.id = r.claim_id
        WHERE r.status = 'objected' AND c.next_step IS NULL
          AND c.status IN ('paid', 'denied', 'withdrawn', 'closed') LIMIT $1`,
      [limit],
    );
  },
});
