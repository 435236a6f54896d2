import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim, resumeClocks } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { withHand } from '../domain/hands';
import { REVIEW_TEXTS } from '../domain/review-texts';
import { DecisionEntity } from '../persistence/decision.entity';
import { AssessFacts } from './assess-facts';
import { FinaliseDecision } from './finalise-decision';
import { PlanDecision } from './plan-decision';
import type { DecisionInput } from './plan-decision';

/** A reviewer's decision on a claim, or the system's within the automatic limit. */
@Injectable()
export class DecideClaim {
  constructor(
    private readonly standing: AccountStanding,
    private readonly changeClaim: ChangeClaim,
    private readonly planDecision: PlanDecision,
    private readonly assessFacts: AssessFacts,
    private readonly finaliseDecision: FinaliseDecision,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Records the decision with the assessment it stands on. It is final at once when nobody else has
   * to approve it; otherwise the claim waits for other eyes.
   */
  async run(tx: Tx, actor: Actor, input: DecisionInput): Promise<DecisionEntity> {
    await this.standing.require(tx, actor);
    const claim = await this.changeClaim.lock(tx, input.claimId);
    const { decision, assessed } = await this.planDecision.run(tx, actor, claim, input);
    const kept = await this.assessFacts.keep(tx, claim, assessed);
    const recorded = { ...decision, assessmentId: kept.id };
    await tx.insert(DecisionEntity, recorded);
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'claim.decided',
      objectId: claim.id,
      reason: input.reason,
      facts: { decisionId: decision.id, outcome: decision.outcome, digest: decision.digest },
    });
    if (decision.approvalsRequired === 0)
      await this.finaliseDecision.run(tx, claim, recorded, actor);
    else await this.awaitApproval(tx, claim, actor);
    return recorded;
  }

  private async awaitApproval(tx: Tx, claim: ClaimEntity, actor: Actor): Promise<void> {
    await this.changeClaim.apply(tx, claim, {
      actor,
      to: 'awaiting_approval',
      nextStep: 'approve',
      set: { hands: withHand(claim.hands, actor) },
      // It no longer waits for the claimant, whatever evidence is missing.
      clocks: (facts, rules) => resumeClocks({ at: this.clock.now() }, facts, rules),
      event: { kind: 'claim.awaiting_approval', summary: REVIEW_TEXTS.awaitingApproval },
    });
  }
}
