import type { ClaimEntity } from '@app/claims';

import { decisionStatus } from '../domain/decision';
import type { DecisionStatus } from '../domain/decision';
import type { DecisionApprovalEntity } from '../persistence/decision-approval.entity';
import type { DecisionRecallEntity } from '../persistence/decision-recall.entity';
import type { DecisionEntity } from '../persistence/decision.entity';

/** A decision that was taken, with what became of it so far and its claim as it stands now. */
export interface TakenDecision {
  readonly decision: DecisionEntity;
  readonly claim: ClaimEntity;
  readonly approvals: readonly DecisionApprovalEntity[];
  readonly recall: DecisionRecallEntity | null;
}

/** How a decision stands by now; derived, and stored nowhere. */
export function statusOf({ decision, claim, approvals, recall }: TakenDecision): DecisionStatus {
  return decisionStatus(decision, { approvals, isRecalled: recall !== null, claim });
}
