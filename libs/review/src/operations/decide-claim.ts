import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim, resumeClocks, withHand } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock, DomainError } from '@app/kernel';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { DecisionPlanner } from '../decision/decision-planner';
import type { DecisionInput, DecisionPlan } from '../decision/decision-planner';
import { REVIEW_TEXTS } from '../domain/review-texts';
import type { EyesNeeded } from '../decision/eyes-needed';
import { DecisionEntity } from '../persistence/decision.entity';
import type { TakenDecision } from '../decision/taken-decision';
import { AssessFacts } from './assess-facts';
import { FinaliseDecision } from './finalise-decision';

/** A decision that was just taken, with what it stands on. */
export type DecidedClaim = TakenDecision & Pick<DecisionPlan, 'assessed'>;

/** A reviewer's decision on a claim, or the system's within the automatic limit. */
@Injectable()
export class DecideClaim {
  constructor(
    private readonly standing: AccountStanding,
    private readonly changeClaim: ChangeClaim,
    private readonly planner: DecisionPlanner,
    private readonly assessFacts: AssessFacts,
    private readonly finaliseDecision: FinaliseDecision,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Works the decision out and takes it. Refuses what `DecisionPlanner` refuses. */
  async run(tx: Tx, actor: Actor, input: DecisionInput): Promise<DecidedClaim> {
    await this.standing.require(tx, actor);
    const claim = await this.changeClaim.lock(tx, input.claimId);
    return this.take(tx, actor, claim, await this.planner.run(tx, actor, claim, input));
  }

  /**
   * Records a decision that this transaction has worked out, with the assessment it stands on. It
   * is final at once when nobody else has to approve it; otherwise the claim waits for other eyes.
   */
  async take(tx: Tx, actor: Actor, claim: ClaimEntity, plan: DecisionPlan): Promise<DecidedClaim> {
    if (actor.role === 'system' && plan.eyes.people > 0) throw needsPeople(plan.eyes);
    const { id: assessmentId } = await this.assessFacts.keep(tx, claim, plan.assessed);
    const decision: DecisionEntity = { ...plan.decision, assessmentId };
    await tx.insert(DecisionEntity, decision);
    const { id: decisionId, outcome, digest } = decision;
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'claim.decided',
      objectId: claim.id,
      facts: { decisionId, outcome, digest },
    });
    if (decision.approvalsRequired > 0) await this.awaitApproval(tx, claim, actor);
    else {
      const { held } = plan;
      await this.finaliseDecision.run(tx, claim, decision, { command: 'decide', actor, held });
    }
    return { decision, claim, approvals: [], recall: null, assessed: plan.assessed };
  }

  private async awaitApproval(tx: Tx, claim: ClaimEntity, actor: Actor): Promise<void> {
    await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'decide',
      to: 'awaiting_approval',
      nextStep: 'approve',
      set: { hands: withHand(claim.hands, actor) },
      // It no longer waits for the claimant, whatever evidence is missing.
      clocks: (facts, rules) => resumeClocks({ at: this.clock.now() }, facts, rules),
      event: { kind: 'claim.awaiting_approval', summary: REVIEW_TEXTS.awaitingApproval },
    });
  }
}

/** The machine may decide only what no person has to look at. */
function needsPeople({ why }: EyesNeeded): DomainError {
  return new DomainError('conflict', 'decision.needs_people', {
    en: `The machine cannot decide this: ${why.en}`,
    'zh-CN': `该决定不能由系统作出：${why['zh-CN']}`,
  });
}
