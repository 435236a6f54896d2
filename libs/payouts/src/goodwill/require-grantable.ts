import type { ClaimEntity, NextStepCode } from '@app/claims';

import { claimIsUnsettled } from './domain/goodwill-refusals';

/** Steps of a claim at rest that have to do with its money: they come first. */
const OF_MONEY: readonly (NextStepCode | null)[] = ['resolve_payout', 'pay_recovered'];

/**
 * Refuses a claim on which nothing can be paid beside the award: `goodwill.claim_unsettled` unless
 * its award is paid in full and nothing of its money waits for people.
 */
export function requireGrantable(claim: ClaimEntity): void {
  const { status, nextStep, paidMinor, awardedMinor } = claim;
  const isPaid = status === 'paid' && paidMinor > 0n && paidMinor === awardedMinor;
  if (!isPaid || OF_MONEY.includes(nextStep)) throw claimIsUnsettled(status);
}
