import { mayCommand } from './claim-lifecycle';
import type { ClaimStatus } from './claim-lifecycle';

const ASSESSED_ANEW = { follows: 'reassess', to: 'assessing', nextStep: 'assess' } as const;

/**
 * What becomes of a claim when a new fact is recorded on it: one that was assessed is assessed
 * again, also one with a decision that waits for approval, which is void. What waits for its
 * assessment sees the fact then; what is decided was decided without it. Null when nothing changes.
 */
export function reassessment(status: ClaimStatus): typeof ASSESSED_ANEW | null {
  return mayCommand('reassess', { status, role: 'system' }) ? ASSESSED_ANEW : null;
}
