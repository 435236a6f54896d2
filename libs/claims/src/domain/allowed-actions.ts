import { allowedCommands } from './claim-lifecycle';
import type { CommandAsked } from './claim-lifecycle';
import type { ClaimCommand } from './command-words';
import type { NextStepCode } from './next-step';
import { isUnpayable } from './payee-steps';

/**
 * What somebody in a role can do with a claim now, for buttons and menus. A command that is listed
 * may still be refused for another reason: that the person has a hand in the claim, or comes late.
 */
export function allowedActions(
  claim: {
    readonly status: CommandAsked['status'];
    readonly nextStep: NextStepCode | null;
    readonly decisionId: string | null;
    readonly mergedIntoId: string | null;
  },
  role: CommandAsked['role'],
): ClaimCommand[] {
  // What was merged goes on in another claim.
  if (claim.mergedIntoId !== null) return [];
  const { status, nextStep, decisionId } = claim;
  const isDecided = decisionId !== null;
  const isUnneeded: Partial<Record<ClaimCommand, boolean>> = {
    appeal: !isDecided,
    merge: isDecided,
    approve: status === 'approved' && nextStep !== 'confirm_award',
    reorder_payout: !isUnpayable(claim),
    change_payout_method: status === 'approved' && !isUnpayable(claim),
    // Nobody's claim is closed while they have time to answer, or where an answer is owed to them.
    close: status === 'awaiting_claimant' && (nextStep === 'add_evidence' || isDecided),
  };
  return allowedCommands({ status, role }).filter((command) => isUnneeded[command] !== true);
}
