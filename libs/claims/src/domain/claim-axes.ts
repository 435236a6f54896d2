import { isUndecided } from './claim-lifecycle';
import type { ClaimStatus } from './claim-lifecycle';
import type { NextStepCode } from './next-step';

/** What is decided of a claim, or who has it in hand until then. */
export type ReviewAxis =
  'automatic' | 'awaiting_claimant' | 'in_review' | 'awaiting_approval' | 'decided' | 'none';
/** What became of the money that was awarded. */
export type PayoutAxis = 'none' | 'due' | 'under_way' | 'awaiting_funds' | 'obstacle' | 'settled';
/** Whether what was paid may be asked back from others. */
export type RecoveryAxis = 'none' | 'possible';

/** Three things that go on beside each other, which the one status of a claim cannot say. */
export interface ClaimAxes {
  readonly review: ReviewAxis;
  readonly payout: PayoutAxis;
  readonly recovery: RecoveryAxis;
}

/** A claim as its axes see it. Amounts in minor units. */
export interface ClaimStanding {
  readonly status: ClaimStatus;
  readonly nextStep: NextStepCode | null;
  readonly decisionId: string | null;
  readonly awardedMinor: bigint | null;
  readonly paidMinor: bigint;
}

/**
 * Review, payout and recovery of a claim, each by itself: a claim on appeal is in review while what
 * was awarded first is settled. `mayRecover`: whether its pack takes over the claimant's rights.
 */
export function claimAxes(claim: ClaimStanding, mayRecover: boolean): ClaimAxes {
  return {
    review: reviewAxis(claim),
    payout: payoutAxis(claim),
    recovery: mayRecover && claim.paidMinor > 0n ? 'possible' : 'none',
  };
}

function reviewAxis({ status, decisionId }: ClaimStanding): ReviewAxis {
  if (status === 'received' || status === 'assessing') return 'automatic';
  if (status === 'awaiting_claimant' || status === 'in_review' || status === 'awaiting_approval') {
    return status;
  }
  return decisionId === null ? 'none' : 'decided';
}

const OBSTACLES: readonly NextStepCode[] = [
  'resolve_payout',
  'confirm_award',
  'name_account',
  'order_again',
];

function payoutAxis({ status, nextStep, awardedMinor, paidMinor }: ClaimStanding): PayoutAxis {
  if (awardedMinor === null || awardedMinor === 0n) return 'none';
  if (nextStep !== null && OBSTACLES.includes(nextStep)) return 'obstacle';
  if (nextStep === 'await_funds') return 'awaiting_funds';
  if (paidMinor === awardedMinor && !isOnItsWay(status)) return 'settled';
  return status === 'approved' || isUndecided(status) ? 'due' : 'under_way';
}

/** What came back of a loss may be on its way when the award is paid. */
function isOnItsWay(status: ClaimStatus): boolean {
  return status === 'approved' || status === 'paying';
}
