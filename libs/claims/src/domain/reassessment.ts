import type { ClaimStatus } from './claim-lifecycle';
import type { NextStepCode } from './next-step';

/** Those that were assessed, and that nothing final was decided on. */
const ASSESSED: readonly ClaimStatus[] = ['in_review', 'awaiting_claimant', 'awaiting_approval'];

/**
 * What becomes of a claim when a new fact is recorded on it: one that was assessed is assessed
 * again, also one with a decision that waits for approval, which is void. What waits for its
 * assessment sees the fact then; what is decided was decided without it. Null when nothing changes.
 */
export function reassessment(
  status: ClaimStatus,
): { readonly to: ClaimStatus; readonly nextStep: NextStepCode } | null {
  return ASSESSED.includes(status) ? { to: 'assessing', nextStep: 'assess' } : null;
}
