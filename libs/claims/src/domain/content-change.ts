import { isSettledStatus, isUndecided } from './claim-lifecycle';
import type { ClaimStatus } from './claim-lifecycle';
import type { ClaimCommand } from './command-words';
import type { NextStepCode } from './next-step';

interface Change {
  readonly content?: 'changed';
  readonly follows?: ClaimCommand;
  readonly to?: ClaimStatus;
  readonly nextStep?: NextStepCode | null;
}

/** A change with what follows from it for the approvals that a claim has so far. */
export type CountedChange<Asked extends Change> = Asked & {
  readonly contentVersion: number;
  /** A decision waited for approval, and what it stands on is another thing now. */
  readonly voidsDecision: boolean;
};

const AMENDED = { follows: 'amend', to: 'in_review', nextStep: 'review' } as const;

/**
 * Counts a change of what a decision stands on. A claim that waits for approval goes back to the
 * reviewer, or where the change itself takes it, because nobody has approved what it has become.
 * After the decision nothing counts: what comes in then was no ground of it.
 */
export function countContent<Asked extends Change>(
  claim: { readonly status: ClaimStatus; readonly contentVersion: number },
  change: Asked,
): CountedChange<Asked> {
  const { to = claim.status } = change;
  const counts = change.content === 'changed' && (isUndecided(claim.status) || isUndecided(to));
  const isAwaited = claim.status === 'awaiting_approval';
  const voidsDecision = counts && isAwaited && isUndecided(to);
  return {
    ...change,
    ...(voidsDecision && to === claim.status ? AMENDED : {}),
    contentVersion: claim.contentVersion + (counts ? 1 : 0),
    voidsDecision,
  };
}

/** Whether a claim that was at rest, or of which nobody is paid any more, is decided again. */
export function opensAgain(from: ClaimStatus, to: ClaimStatus): boolean {
  return (isSettledStatus(from) || from === 'approved') && isUndecided(to);
}
