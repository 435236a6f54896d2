import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { isFinal } from '../domain/decision';
import { withHand } from '../domain/hands';
import { REVIEW_TEXTS } from '../domain/review-texts';
import { DecisionApprovalEntity } from '../persistence/decision-approval.entity';
import type { DecisionEntity } from '../persistence/decision.entity';
import { ReviewQueries } from '../review.queries';
import { CheckVerdict } from './check-verdict';
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
    private readonly standing: AccountStanding,
    private readonly changeClaim: ChangeClaim,
    private readonly review: ReviewQueries,
    private readonly checkVerdict: CheckVerdict,
    private readonly finaliseDecision: FinaliseDecision,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * `approval.own_hand` for whoever decided, filed, claims it or names its payee, by person;
   * `approval.not_awaited` when it is void by now. The database refuses them too.
   */
  async run(tx: Tx, actor: Actor, input: Verdict): Promise<DecisionEntity> {
    await this.standing.require(tx, actor);
    const found = await this.review.requireDecision(tx, input.decisionId);
    const claim = await this.changeClaim.lock(tx, found.claimId);
    await this.checkVerdict.run(tx, actor, { claim, decision: found, verdict: input.verdict });
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
    if (input.verdict === 'return') await this.giveBack(tx, claim, actor);
    else await this.goOn(tx, claim, found, actor);
    return found;
  }

  private async goOn(
    tx: Tx,
    claim: ClaimEntity,
    decision: DecisionEntity,
    actor: Actor,
  ): Promise<void> {
    const approvals = await this.review.approvals(tx, decision);
    if (isFinal(decision, approvals)) {
      await this.finaliseDecision.run(tx, claim, decision, actor);
      return;
    }
    await this.changeClaim.apply(tx, claim, {
      actor,
      set: { hands: withHand(claim.hands, actor) },
    });
  }

  private async giveBack(tx: Tx, claim: ClaimEntity, actor: Actor): Promise<void> {
    await this.changeClaim.apply(tx, claim, {
      actor,
      to: 'in_review',
      nextStep: 'review',
      set: { hands: withHand(claim.hands, actor) },
      event: { kind: 'claim.decision_returned', summary: REVIEW_TEXTS.returned },
    });
  }
}
