import type { ClaimStatus } from './claim-lifecycle';
import type { NextStepCode } from './next-step';

/** Those that were assessed, and that nobody has decided. */
const ASSESSED: readonly ClaimStatus[] = ['in_review', 'awaiting_claimant'];

/**
 * What becomes of a claim when a new fact is recorded on it: one that was assessed is assessed
 * again. What waits for its assessment sees the fact then; what is decided was decided without it,
 * and is checked once more before a decision becomes final. Null when nothing changes.
 */
export function reassessment(
  status: ClaimStatus,
): { readonly to: ClaimStatus; readonly nextStep: NextStepCode } | null {
  return ASSESSED.includes(status) ? { to: 'assessing', nextStep: 'assess' } : null;
}
