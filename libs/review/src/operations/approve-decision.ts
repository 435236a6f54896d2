import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock, DomainError } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { decisionStatus } from '../domain/decision';
import { REVIEW_TEXTS } from '../domain/review-texts';
import { DecisionApprovalEntity } from '../persistence/decision-approval.entity';
import type { DecisionEntity } from '../persistence/decision.entity';
import { ReviewQueries } from '../review.queries';
import { FinaliseDecision } from './finalise-decision';

export interface Verdict {
  readonly decisionId: string;
  readonly verdict: 'approve' | 'return';
  readonly note: string;
}

/** The second pair of eyes: approves exactly this decision, or returns it to the reviewer. */
@Injectable()
export class ApproveDecision {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly review: ReviewQueries,
    private readonly finaliseDecision: FinaliseDecision,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `approval.own_hand` for whoever decided, filed or claims it; the database refuses them too. */
  async run(tx: Tx, actor: Actor, input: Verdict): Promise<DecisionEntity> {
    const found = await this.review.decision(tx, input.decisionId);
    if (found === null) throw notFound();
    const claim = await this.changeClaim.lock(tx, found.claimId);
    await this.requireAwaited(tx, claim, found, actor);
    await tx.insert(DecisionApprovalEntity, {
      lane: found.lane,
      decisionId: found.id,
      approverId: actor.id,
      verdict: input.verdict,
      note: input.note,
      digest: found.digest,
      approvedAt: this.clock.now(),
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: input.verdict === 'approve' ? 'decision.approved' : 'decision.returned',
      objectId: claim.id,
      reason: input.note,
      facts: { decisionId: found.id, digest: found.digest },
    });
    await this.goOn(tx, claim, found, actor);
    return found;
  }

  private async requireAwaited(
    tx: Tx,
    claim: ClaimEntity,
    decision: DecisionEntity,
    actor: Actor,
  ): Promise<void> {
    const approvals = await this.review.approvals(tx, decision);
    const hands = [
      decision.decidedBy,
      claim.filedBy,
      ...approvals.map(({ approverId }) => approverId),
    ];
    if (hands.includes(actor.id) || actor.partyId === claim.claimantPartyId) {
      throw new DomainError('conflict', 'approval.own_hand', {
        en: 'You have a hand in this claim already: another person has to approve it.',
        'zh-CN': '您已参与该索赔，须由另一人复核。',
      });
    }
    const newest = await this.review.newestDecision(tx, claim);
    if (claim.status === 'awaiting_approval' && newest?.id === decision.id) return;
    throw new DomainError(
      'conflict',
      'approval.not_awaited',
      {
        en: `This decision does not wait for approval: the claim is "${claim.status}".`,
        'zh-CN': `该决定无需复核：索赔状态为“${claim.status}”。`,
      },
      { status: claim.status },
    );
  }

  private async goOn(
    tx: Tx,
    claim: ClaimEntity,
    decision: DecisionEntity,
    actor: Actor,
  ): Promise<void> {
    const status = decisionStatus(decision, await this.review.approvals(tx, decision));
    if (status === 'final') await this.finaliseDecision.run(tx, claim, decision, actor);
    if (status === 'returned') {
      await this.changeClaim.apply(tx, claim, {
        actor,
        to: 'in_review',
        nextStep: 'review',
        event: { kind: 'claim.decision_returned', summary: REVIEW_TEXTS.returned },
      });
    }
  }
}

function notFound(): DomainError {
  return new DomainError('not_found', 'decision.not_found', {
    en: 'There is no such decision.',
    'zh-CN': '没有该决定。',
  });
}
