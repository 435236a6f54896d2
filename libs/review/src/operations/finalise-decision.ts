import { Injectable } from '@nestjs/common';

import {
  ChangeClaim,
  EndAppeal,
  OwedAward,
  ReleaseClaim,
  clocksAtApproval,
  clocksAtConfirmation,
  clocksAtDenial,
  openPayoutsJob,
  withHand,
} from '@app/claims';
import type { ClaimChange, ClaimEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import type { HeldLine } from '../decision/award-weigher';
import { REVIEW_TEXTS } from '../domain/review-texts';
import type { DecisionEntity } from '../persistence/decision.entity';
import { SettleAward } from './settle-award';

/** What made a decision final, and by whom. */
interface LastStep {
  readonly command: 'decide' | 'approve';
  readonly actor: Actor;
}

/** Carries out a decision that has all the approvals it needs. */
@Injectable()
export class FinaliseDecision {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly releaseClaim: ReleaseClaim,
    private readonly endAppeal: EndAppeal,
    private readonly settleAward: SettleAward,
    private readonly owedAward: OwedAward,
    private readonly clock: Clock,
  ) {}

  /**
   * This transaction has locked the claim, and weighed the award while nobody else could be awarded
   * what adds up with it (`AwardWeigher.hold`, whose lines are handed on).
   */
  async run(
    tx: Tx,
    claim: ClaimEntity,
    decision: DecisionEntity,
    { held, ...last }: LastStep & { readonly held: readonly HeldLine[] },
  ): Promise<void> {
    if (decision.addedMinor === 0n) await this.addNothing(tx, claim, decision, last);
    else {
      const lines = held.map(({ line }) => line);
      await this.settleAward.run(tx, claim, decision, { lines, actor: last.actor });
      await this.award(tx, claim, decision, last);
    }
    // Only what was opened again can be under appeal.
    if (claim.reopeningId !== null) await this.endAppeal.run(tx, claim, decision.id);
  }

  /**
   * A denial, or the answer to an appeal that what was awarded stays as it is. Where money of that
   * came back meanwhile, it is paid by this decision.
   */
  private async addNothing(
    tx: Tx,
    claim: ClaimEntity,
    decision: DecisionEntity,
    last: LastStep,
  ): Promise<void> {
    const { actor } = last;
    await this.releaseClaim.run(tx, claim, { actor, lineStatus: 'denied', causeId: decision.id });
    const at = this.clock.now();
    const isDenial = decision.awardMinor === 0n;
    const isOwed = await this.owedAward.isOwed(tx, claim);
    const confirmed = isOwed
      ? ({ to: 'approved', nextStep: 'open_payout' } as const)
      : ({ to: 'paid', nextStep: null } as const);
    await this.changeClaim.apply(tx, claim, {
      ...finalBy(claim, decision, last),
      ...(isDenial ? ({ to: 'denied', nextStep: null } as const) : confirmed),
      clocks: (facts, rules) =>
        isDenial ? clocksAtDenial(at, facts, rules) : clocksAtConfirmation(at, facts, rules),
      event: isDenial
        ? { kind: 'claim.denied', summary: REVIEW_TEXTS.denied(decision.reason) }
        : { kind: 'claim.confirmed', summary: REVIEW_TEXTS.confirmed(decision.reason) },
    });
    if (isOwed) await enqueue(tx, openPayoutsJob, { claimId: claim.id });
  }

  private async award(
    tx: Tx,
    claim: ClaimEntity,
    decision: DecisionEntity,
    last: LastStep,
  ): Promise<void> {
    const at = this.clock.now();
    const award = Money.of(decision.awardMinor, decision.currency);
    await this.changeClaim.apply(tx, claim, {
      ...finalBy(claim, decision, last),
      to: 'approved',
      nextStep: 'open_payout',
      clocks: (facts, rules) => clocksAtApproval(at, facts, rules),
      event: { kind: 'claim.approved', summary: REVIEW_TEXTS.approved(award) },
    });
    await enqueue(tx, openPayoutsJob, { claimId: claim.id });
  }
}

function finalBy(
  claim: ClaimEntity,
  { id: decisionId, awardMinor: awardedMinor }: DecisionEntity,
  { command, actor }: LastStep,
): Pick<ClaimChange, 'command' | 'actor' | 'set'> {
  const hands = withHand(claim.hands, actor);
  return { command, actor, set: { reserveMinor: 0n, awardedMinor, decisionId, hands } };
}
