import { laneOfSeed, newId } from '@app/kernel';
import type { Money } from '@app/money';

import type { BegunClocks } from './clocks-at-filing';
import { foldClocks, pendingBreaches } from '../domain/clocks';
import { nextDueAt } from '../domain/next-due';
import { NEXT_STEPS } from '../domain/next-step';
import type { PayoutMethod } from '../domain/payout-method';
import { priorityOf } from '../domain/vulnerability';
import { claimedIn } from './filing';
import type { Filing } from './filing';
import type { ClaimLineEntity } from '../persistence/claim-line.entity';
import type { ClaimEntity } from '../persistence/claim.entity';

/** The lines of a new claim, one for each payment, in the lane of their payer. */
export function lineRows({ input, partyId }: Filing, claimId: string): ClaimLineEntity[] {
  const lane = laneOfSeed(partyId);
  return input.lines.map(({ paymentId, money }, position) => ({
    lane,
    id: newId('cln', lane),
    claimId,
    position,
    paymentId,
    currency: money.currency,
    amountMinor: money.amountMinor,
    awardMinor: null,
    status: 'claimed',
  }));
}

/** What only the filing itself knows of a new claim. */
export interface NewClaimRow {
  readonly id: string;
  readonly reference: string;
  readonly reserve: Money;
  readonly payoutMethod: PayoutMethod;
  readonly clocks: BegunClocks;
}

/** The row of a new claim: it waits for its assessment. */
export function claimRow(filing: Filing, row: NewClaimRow): ClaimEntity {
  const { input, pack, filedAt, actor } = filing;
  const { facts, rules } = row.clocks;
  return {
    lane: laneOfSeed(filing.partyId),
    id: row.id,
    reference: row.reference,
    claimantPartyId: filing.partyId,
    claimantKind: filing.claimantKind,
    filedBy: actor.id,
    draftId: input.draftId ?? null,
    incidentId: input.incidentId ?? null,
    priority: priorityOf(input.vulnerability === undefined ? [] : [input.vulnerability]),
    lossType: input.lossType,
    packId: pack.packId,
    packVersion: pack.version,
    narrative: input.narrative,
    discoveredAt: input.discoveredAt,
    payoutMethod: row.payoutMethod,
    currency: row.reserve.currency,
    claimedMinor: claimedIn(filing).amountMinor,
    reserveMinor: row.reserve.amountMinor,
    awardedMinor: null,
    decisionId: null,
    paidMinor: 0n,
    status: 'received',
    ownerId: null,
    unownedSince: null,
    remindAt: null,
    answerOwedAt: null,
    nextStep: 'assess',
    nextBy: NEXT_STEPS.assess.by,
    nextDueAt: nextDueAt('assess', foldClocks(facts, filedAt), { now: filedAt, rules }),
    clockDueAt: pendingBreaches(facts)[0]?.at ?? null,
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
    movedAt: filedAt,
    snoozedUntil: null,
    filedAt,
    updatedAt: filedAt,
  };
}
