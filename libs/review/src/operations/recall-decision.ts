import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim } from '@app/claims';
import { Clock, DomainError } from '@app/kernel';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { withHand } from '../domain/hands';
import { REVIEW_TEXTS } from '../domain/review-texts';
import { HandQueries } from '../hand.queries';
import { DecisionRecallEntity } from '../persistence/decision-recall.entity';
import type { DecisionEntity } from '../persistence/decision.entity';
import { requireAwaited } from '../require-awaited';
import { ReviewQueries } from '../review.queries';

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
    private readonly hands: HandQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * `decision.not_yours` for anybody but the person who decided; `approval.not_awaited` once it is
   * final, returned, recalled or void.
   */
  async run(tx: Tx, actor: Actor, { decisionId, reason }: Recall): Promise<DecisionEntity> {
    await this.standing.require(tx, actor);
    const found = await this.review.requireDecision(tx, decisionId);
    const claim = await this.changeClaim.lock(tx, found.claimId);
    const deciding = await this.hands.persons(tx, [found.decidedBy]);
    if (!deciding.has(actor.personId)) throw notYours();
    requireAwaited(claim, found, await this.review.newestDecision(tx, claim));
    await tx.insert(DecisionRecallEntity, {
      lane: found.lane,
      decisionId,
      recalledBy: actor.id,
      reason,
      recalledAt: this.clock.now(),
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'decision.recalled',
      objectId: claim.id,
      reason,
      facts: { decisionId, digest: found.digest },
    });
    await this.changeClaim.apply(tx, claim, {
      actor,
      to: 'in_review',
      nextStep: 'review',
      set: { hands: withHand(claim.hands, actor) },
      event: { kind: 'claim.decision_recalled', summary: REVIEW_TEXTS.recalled },
    });
    return found;
  }
}

function notYours(): DomainError {
  return new DomainError('conflict', 'decision.not_yours', {
    en: 'A decision is recalled by whoever took it. As an approver you can return it.',
    'zh-CN': '只有作出决定的人可以撤回该决定；复核人员可将其退回。',
  });
}
