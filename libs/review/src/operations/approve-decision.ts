import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim, openPayoutsJob, withHand } from '@app/claims';
import { Clock } from '@app/kernel';
import { AccountStanding, enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { isFinal } from '../domain/decision';
import { REVIEW_TEXTS } from '../domain/review-texts';
import { DecisionApprovalEntity } from '../persistence/decision-approval.entity';
import { ReviewQueries } from '../review.queries';
import type { TakenDecision } from '../decision/taken-decision';
import { VerdictCheck } from '../decision/verdict-check';
import type { CheckedDecision } from '../decision/verdict-check';
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
    private readonly verdictCheck: VerdictCheck,
    private readonly finaliseDecision: FinaliseDecision,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * `approval.own_hand` for whoever decided, filed, claims it or names its payee, by person;
   * `approval.not_awaited` when it is void by now, `approval.not_needed` when it has its approvals.
   * The database refuses them too.
   */
  async run(tx: Tx, actor: Actor, input: Verdict): Promise<TakenDecision> {
    await this.standing.require(tx, actor);
    const decision = await this.review.requireDecision(tx, input.decisionId);
    const claim = await this.changeClaim.lock(tx, decision.claimId);
    const { verdict, note } = input;
    const { approvals, held } = await this.verdictCheck.require(tx, actor, {
      ...{ claim, decision, verdict },
    });
    const { lane, id: decisionId, digest } = decision;
    const given: DecisionApprovalEntity = {
      ...{ lane, decisionId, approverId: actor.id, verdict, note, digest },
      approvedAt: this.clock.now(),
    };
    await tx.insert(DecisionApprovalEntity, given);
    await this.audit.record(tx, {
      lane,
      actor,
      action: verdict === 'approve' ? 'decision.approved' : 'decision.returned',
      objectId: claim.id,
      facts: { decisionId, digest },
    });
    const taken = { decision, claim, approvals: [...approvals, given], recall: null };
    if (verdict === 'return') await this.giveBack(tx, taken, actor);
    else if (claim.status === 'approved') await this.confirm(tx, taken, actor);
    else await this.goOn(tx, taken, actor, held);
    return taken;
  }

  private async goOn(
    tx: Tx,
    { decision, claim, approvals }: TakenDecision,
    actor: Actor,
    held: CheckedDecision['held'],
  ): Promise<void> {
    if (isFinal(decision, approvals)) {
      await this.finaliseDecision.run(tx, claim, decision, { command: 'approve', actor, held });
      return;
    }
    await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'approve',
      set: { hands: withHand(claim.hands, actor) },
    });
  }

  /** Whoever opens the payouts counts the eyes again. */
  private async confirm(tx: Tx, { claim }: TakenDecision, actor: Actor): Promise<void> {
    await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'approve',
      nextStep: 'open_payout',
      set: { hands: withHand(claim.hands, actor) },
      event: { kind: 'claim.award_confirmed', summary: REVIEW_TEXTS.awardConfirmed },
    });
    await enqueue(tx, openPayoutsJob, { claimId: claim.id });
  }

  private async giveBack(tx: Tx, { claim }: TakenDecision, actor: Actor): Promise<void> {
    await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'return',
      to: 'in_review',
      nextStep: 'review',
      set: { hands: withHand(claim.hands, actor) },
      event: { kind: 'claim.decision_returned', summary: REVIEW_TEXTS.returned },
    });
  }
}
