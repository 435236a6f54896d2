import { Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import { isId, laneOfId } from '@app/kernel';
import type { Reads } from '@app/platform';

import { AssessmentEntity } from './persistence/assessment.entity';
import { DecisionApprovalEntity } from './persistence/decision-approval.entity';
import { DecisionEntity } from './persistence/decision.entity';

type ClaimKey = Pick<ClaimEntity, 'lane' | 'id'>;

/** All reads of assessments, decisions and approvals. */
@Injectable()
export class ReviewQueries {
  async newestAssessment(reads: Reads, claim: ClaimKey): Promise<AssessmentEntity | null> {
    return reads.findOne(AssessmentEntity, {
      where: { lane: claim.lane, claimId: claim.id },
      order: { number: 'DESC' },
    });
  }

  /** Every assessment of a claim, the first one first. */
  async assessments(reads: Reads, claim: ClaimKey): Promise<AssessmentEntity[]> {
    return reads.find(AssessmentEntity, {
      where: { lane: claim.lane, claimId: claim.id },
      order: { number: 'ASC' },
    });
  }

  async newestDecision(reads: Reads, claim: ClaimKey): Promise<DecisionEntity | null> {
    return reads.findOne(DecisionEntity, {
      where: { lane: claim.lane, claimId: claim.id },
      order: { number: 'DESC' },
    });
  }

  async decisions(reads: Reads, claim: ClaimKey): Promise<DecisionEntity[]> {
    return reads.find(DecisionEntity, {
      where: { lane: claim.lane, claimId: claim.id },
      order: { number: 'ASC' },
    });
  }

  async decision(reads: Reads, id: string): Promise<DecisionEntity | null> {
    return isId(id, 'dec') ? reads.findOneBy(DecisionEntity, { lane: laneOfId(id), id }) : null;
  }

  async approvals(
    reads: Reads,
    decision: Pick<DecisionEntity, 'lane' | 'id'>,
  ): Promise<DecisionApprovalEntity[]> {
    return reads.find(DecisionApprovalEntity, {
      where: { lane: decision.lane, decisionId: decision.id },
      order: { approvedAt: 'ASC', approverId: 'ASC' },
    });
  }
}
