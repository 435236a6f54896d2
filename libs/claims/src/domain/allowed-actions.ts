import { allowedCommands } from './claim-lifecycle';
import type { CommandAsked } from './claim-lifecycle';
import type { ClaimCommand } from './command-words';

/**
 * What somebody in a role can do with a claim now, for buttons and menus. A command that is listed
 * may still be refused for another reason: that the person has a hand in the claim, or comes late.
 */
export function allowedActions(
  claim: {
    readonly status: CommandAsked['status'];
    readonly decisionId: string | null;
    readonly mergedIntoId: string | null;
  },
  role: CommandAsked['role'],
): ClaimCommand[] {
  // What was merged goes on in another claim.
  if (claim.mergedIntoId !== null) return [];
  const isDecided = claim.decisionId !== null;
  return allowedCommands({ status: claim.status, role }).filter(
    (command) => (command !== 'appeal' || isDecided) && (command !== 'merge' || !isDecided),
  );
}
