import { Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import { DomainError, isId, laneOfId } from '@app/kernel';
import { rowsByOwner } from '@app/platform';
import type { Reads } from '@app/platform';

import { AssessmentEntity } from './persistence/assessment.entity';
import { DecisionApprovalEntity } from './persistence/decision-approval.entity';
import { DecisionRecallEntity } from './persistence/decision-recall.entity';
import { DecisionEntity } from './persistence/decision.entity';
import type { TakenDecision } from './decision/taken-decision';

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

  /** Every decision on a claim with what became of it, the first one first. */
  async taken(reads: Reads, claim: ClaimEntity): Promise<TakenDecision[]> {
    const decisions = await this.decisions(reads, claim);
    return this.withFates(
      reads,
      decisions.map((decision) => ({ claim, decision })),
    );
  }

  /** Of several claims the newest of them, by the id of the claim. */
  async newestTaken(
    reads: Reads,
    claims: readonly ClaimEntity[],
  ): Promise<ReadonlyMap<string, TakenDecision>> {
    const order = { column: 'claimId' as const, order: ['number' as const] };
    const decisionsOn = await rowsByOwner(reads, DecisionEntity, claims, order);
    const newest = claims.flatMap((claim) => {
      const decision = decisionsOn(claim.id).at(-1);
      return decision === undefined ? [] : [{ claim, decision }];
    });
    const taken = await this.withFates(reads, newest);
    return new Map(taken.map((one) => [one.claim.id, one]));
  }

  private async withFates(
    reads: Reads,
    decided: readonly Pick<TakenDecision, 'claim' | 'decision'>[],
  ): Promise<TakenDecision[]> {
    const decisions = decided.map(({ decision }) => decision);
    const approvals = await rowsByOwner(reads, DecisionApprovalEntity, decisions, {
      column: 'decisionId',
      order: ['approvedAt', 'approverId'],
    });
    const recalls = await rowsByOwner(reads, DecisionRecallEntity, decisions, {
      column: 'decisionId',
      order: ['decisionId'],
    });
    return decided.map(({ claim, decision }) => ({
      decision,
      claim,
      approvals: approvals(decision.id),
      recall: recalls(decision.id)[0] ?? null,
    }));
  }

  /** What decisions on a claim have taken off as the claimant's own share so far. */
  async ownShareTakenMinor(reads: Reads, { lane, id }: ClaimKey): Promise<bigint> {
    const [row] = await reads.query<{ sum: string }[]>(
      `SELECT coalesce(sum(d.own_share_minor), 0)::text AS sum FROM decisions d
        WHERE d.lane = $1 AND d.claim_id = $2
          AND EXISTS (SELECT FROM awards a WHERE a.lane = d.lane AND a.decision_id = d.id)`,
      [lane, id],
    );
    return BigInt(row?.sum ?? 0);
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
