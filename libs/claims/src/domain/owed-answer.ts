import { isSettledStatus } from './claim-lifecycle';
import type { ClaimStatus } from './claim-lifecycle';
import type { NextStepCode } from './next-step';

/**
 * Since when the claimant waits for an answer to what they wrote, after a change of the claim. What
 * brings it to rest is told with its reason, and that answers what was written before.
 */
export function owedAfter(
  since: Date | null,
  { from, to }: { readonly from: ClaimStatus; readonly to: ClaimStatus },
): Date | null {
  const comesToRest = isSettledStatus(to) && !isSettledStatus(from);
  const isClosed = to === 'closed' && from !== 'closed';
  return comesToRest || isClosed ? null : since;
}

/** At rest nobody looks at a claim by itself: it waits for an answer, if for nothing else. */
export function stepOwing(
  step: NextStepCode | null,
  since: Date | null,
  status: ClaimStatus,
): NextStepCode | null {
  return step === null && since !== null && isSettledStatus(status) ? 'answer_message' : step;
}
