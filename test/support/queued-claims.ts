import { randomInt } from 'node:crypto';

import { ClaimEntity, makeReference } from '@app/claims';
import { laneOfSeed, newId } from '@app/kernel';

import type { TestOperations } from './test-operations';

const HOUR_MS = 3_600_000;

let numbers = 0;

/**
 * A claim that stands in the queue as wished, without the story that brought it there: in review,
 * with nobody, due in a day.
 */
export async function queuedClaim(
  ops: Pick<TestOperations, 'clock' | 'transaction'>,
  wish: Partial<ClaimEntity> = {},
): Promise<ClaimEntity> {
  numbers += 1;
  const claimantPartyId = wish.claimantPartyId ?? `q_${process.pid}x${numbers}`;
  const lane = laneOfSeed(claimantPartyId);
  const now = ops.clock.now();
  const claim: ClaimEntity = {
    lane,
    id: newId('clm', lane),
    reference: makeReference(lane, randomInt(2 ** 29)),
    claimantPartyId,
    claimantKind: 'individual',
    filedBy: 'usr_0000000000000000000000000',
    draftId: null,
    incidentId: null,
    priority: 0,
    lossType: 'account_theft',
    packId: 'cn-wallet-theft-guarantee',
    packVersion: '0.1.0',
    narrative: 'My phone was stolen.',
    discoveredAt: now,
    payoutMethod: { route: 'original' },
    currency: 'CNY',
    claimedMinor: 86_000n,
    reserveMinor: 0n,
    awardedMinor: null,
    decisionId: null,
    paidMinor: 0n,
    status: 'in_review',
    ownerId: null,
    unownedSince: null,
    remindAt: null,
    answerOwedAt: null,
    nextStep: 'review',
    nextBy: 'reviewer',
    nextDueAt: new Date(now.getTime() + 24 * HOUR_MS),
    clockDueAt: null,
    creditAt: null,
    creditedAt: null,
    decidedAt: null,
    reopeningId: null,
    mergedIntoId: null,
    escalatedAt: null,
    version: 1,
    contentVersion: 1,
    hands: [],
    earlierHands: [],
    movedAt: now,
    snoozedUntil: null,
    filedAt: now,
    updatedAt: now,
    ...wish,
  };
  // TypeORM writes what the database filled in back into what it is given.
  await ops.transaction((tx) => tx.insert(ClaimEntity, { ...claim }));
  return claim;
}

/** Takes every claim out of the queue, so that a test finds only its own there. */
export async function emptyQueue(ops: TestOperations): Promise<void> {
  const admin = await ops.libs.connectAs(null);
  // Nobody is told of these ends, which the database takes from nobody else.
  await admin.query('SET session_replication_role = replica');
  await admin.query(
    `UPDATE claims SET status = 'closed', next_step = NULL, next_by = NULL, next_due_at = NULL,
       owner_id = NULL`,
  );
}
