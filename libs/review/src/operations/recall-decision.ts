import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim, requireNotOwn, withHand } from '@app/claims';
import { Clock, DomainError } from '@app/kernel';
import { AccountStanding, personOf } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { requireAwaited } from '../domain/require-awaited';
import { REVIEW_TEXTS } from '../domain/review-texts';
import { DecisionRecallEntity } from '../persistence/decision-recall.entity';
import { ReviewQueries } from '../review.queries';
import type { TakenDecision } from '../decision/taken-decision';

export interface Recall {
  readonly decisionId: string;
  readonly reason: string;
}

/** Takes back a decision before its last approval; the claim is with the reviewer again. */
@Injectable()
export class RecallDecision {
  constructor(
    private readonly standing: AccountStanding,
    private readonly changeClaim: ChangeClaim,
    private readonly review: ReviewQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * `claim.own_hand` for whoever claims, `decision.not_yours` for anybody but the person who
   * decided; `approval.not_awaited` once it is final, returned, recalled or void.
   */
  async run(tx: Tx, actor: Actor, { decisionId, reason }: Recall): Promise<TakenDecision> {
    await this.standing.require(tx, actor);
    const found = await this.review.requireDecision(tx, decisionId);
    const claim = await this.changeClaim.lock(tx, found.claimId);
    await requireNotOwn(tx, actor, claim);
    if ((await personOf(tx, found.decidedBy)) !== actor.personId) throw notYours();
    requireAwaited(claim, found, await this.review.newestDecision(tx, claim));
    const recall: DecisionRecallEntity = {
      lane: found.lane,
      decisionId,
      recalledBy: actor.id,
      reason,
      recalledAt: this.clock.now(),
    };
    await tx.insert(DecisionRecallEntity, recall);
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'decision.recalled',
      objectId: claim.id,
      facts: { decisionId, digest: found.digest },
    });
    await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'recall',
      to: 'in_review',
      nextStep: 'review',
      set: { hands: withHand(claim.hands, actor) },
      event: { kind: 'claim.decision_recalled', summary: REVIEW_TEXTS.recalled },
    });
    return { decision: found, claim, approvals: await this.review.approvals(tx, found), recall };
  }
}

function notYours(): DomainError {
  return new DomainError('conflict', 'decision.not_yours', {
    en: 'A decision is recalled by whoever took it. As an approver you can return it.',
    'zh-CN': '只有作出决定的人可以撤回该决定；复核人员可将其退回。',
  });
}
