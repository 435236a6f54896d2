import { Injectable } from '@nestjs/common';

import { ClaimEntity } from '@app/claims';
import { DomainError, isId, laneOfId } from '@app/kernel';
import type { Reads } from '@app/platform';

import { decisionStatus } from './domain/decision';
import type { DecisionStatus } from './domain/decision';
import { AssessmentEntity } from './persistence/assessment.entity';
import { DecisionApprovalEntity } from './persistence/decision-approval.entity';
import { DecisionRecallEntity } from './persistence/decision-recall.entity';
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

  /** `decision.not_found` when there is none. */
  async requireDecision(reads: Reads, id: string): Promise<DecisionEntity> {
    const found = await this.decision(reads, id);
    if (found !== null) return found;
    throw new DomainError('not_found', 'decision.not_found', {
      en: 'There is no such decision.',
      'zh-CN': '没有该决定。',
    });
  }

  async recall(
    reads: Reads,
    { lane, id: decisionId }: Pick<DecisionEntity, 'lane' | 'id'>,
  ): Promise<DecisionRecallEntity | null> {
    return reads.findOneBy(DecisionRecallEntity, { lane, decisionId });
  }

  /** How a decision stands by now. */
  async status(reads: Reads, decision: DecisionEntity): Promise<DecisionStatus> {
    const { lane, claimId: id } = decision;
    return decisionStatus(decision, {
      approvals: await this.approvals(reads, decision),
      isRecalled: (await this.recall(reads, decision)) !== null,
      claim: await reads.findOneByOrFail(ClaimEntity, { lane, id }),
    });
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
