import { isSettledStatus, isUndecided } from '@app/claims';
import type { ClaimStatus, NextStepCode } from '@app/claims';

export const CREDIT_STATUSES = ['granted', 'ending', 'final', 'reversed', 'failed'] as const;
/**
 * `granted`: on its way or there, and nobody has decided; `ending`: announced to be taken back, and
 * honoured until then; `final`: the claimant's for good; `reversed`: taken back, as far as it was
 * there still; `failed`: it never arrived.
 */
export type CreditStatus = (typeof CREDIT_STATUSES)[number];

export const CREDIT_STEPS = [
  'granted',
  'arrived',
  'failed',
  'announced',
  'kept',
  'final',
  'asked_back',
  'ended',
] as const;
export type CreditStep = (typeof CREDIT_STEPS)[number];

/** A claim as its credit sees it. */
export interface CreditedClaim {
  readonly status: ClaimStatus;
  readonly nextStep: NextStepCode | null;
  readonly decisionId: string | null;
  readonly creditAt: Date | null;
}

/** A credit as it stands. Amounts in minor units. */
export interface CreditState {
  readonly status: CreditStatus;
  readonly endsAt: Date | null;
  /** The decision by which was said what of it is final. */
  readonly decisionId: string | null;
  /** What has arrived and is neither final nor given up. */
  readonly openMinor: bigint;
  /** An order of it is on its way: nobody knows yet whether it arrives. */
  readonly isUnderWay: boolean;
  /** A wallet was asked to give it back: that cannot be stopped any more. */
  readonly isAskedBack: boolean;
}

/**
 * What is to be done about a credit: give it, make it final, announce that it is taken back, let it
 * stay all the same because the claim is looked at again, take it back, or note that there was
 * nothing to take back. `none`: nothing, or nothing yet.
 */
export type CreditAction =
  'grant' | 'make_final' | 'announce' | 'keep' | 'take_back' | 'drop' | 'none';

/** The one rule of a credit's life: what a claim and its credit call for at a moment. */
export function creditAction(
  claim: CreditedClaim,
  credit: CreditState | null,
  now: Date,
): CreditAction {
  if (credit === null || credit.status === 'failed') return isDue(claim, now) ? 'grant' : 'none';
  if (isOver(credit)) return 'none';
  if (isUndecided(claim.status)) return credit.status === 'ending' ? 'keep' : 'none';
  // Nobody knows yet what of it arrives.
  if (credit.isUnderWay) return 'none';
  return isSettledStatus(claim.status) ? atRest(credit, now) : awarded(claim, credit);
}

/** An award looks at a credit once, as soon as nothing else keeps it from being paid. */
function awarded(claim: CreditedClaim, { decisionId }: CreditState): CreditAction {
  const isAwaited = claim.nextStep === 'open_payout' && decisionId !== claim.decisionId;
  return isAwaited ? 'make_final' : 'none';
}

/** What a wallet was asked for goes back, whatever becomes of the claim meanwhile. */
function isOver({ status, isAskedBack }: CreditState): boolean {
  return status === 'final' || status === 'reversed' || isAskedBack;
}

/** No decision made it final, and none is awaited. */
function atRest({ status, openMinor, endsAt }: CreditState, now: Date): CreditAction {
  if (openMinor === 0n) return 'drop';
  if (status === 'granted') return 'announce';
  return endsAt !== null && endsAt <= now ? 'take_back' : 'none';
}

/** The promise is for the first decision: nothing is credited on a claim that was decided once. */
function isDue({ status, decisionId, creditAt }: CreditedClaim, now: Date): boolean {
  return isUndecided(status) && decisionId === null && creditAt !== null && creditAt <= now;
}

/** When a credit is looked at next by itself; null when something has to happen first. */
export function nextLook(
  { status, endsAt }: Pick<CreditState, 'status' | 'endsAt'>,
  now: Date,
): Date | null {
  return status === 'ending' && endsAt !== null && endsAt > now ? endsAt : null;
}
