import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import {
  ChangeClaim,
  ClaimLineEntity,
  ClaimQueries,
  ReleaseClaim,
  clocksAtApproval,
  clocksAtDenial,
  openPayoutsJob,
} from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock, DomainError } from '@app/kernel';
import { Money } from '@app/money';
import { ChangeClaimed } from '@app/payments';
import { enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { decisionEvents } from '../domain/decision';
import { REVIEW_TEXTS } from '../domain/review-texts';
import type { DecisionEntity } from '../persistence/decision.entity';
import { AssessFacts } from './assess-facts';

/** Carries out a decision that has all the approvals it needs. */
@Injectable()
export class FinaliseDecision {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly changeClaimed: ChangeClaimed,
    private readonly releaseClaim: ReleaseClaim,
    private readonly claims: ClaimQueries,
    private readonly assessFacts: AssessFacts,
    private readonly postEvents: PostEvents,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, claim: ClaimEntity, decision: DecisionEntity, actor: Actor): Promise<void> {
    if (decision.outcome === 'deny') await this.deny(tx, claim, decision, actor);
    else await this.award(tx, claim, decision, actor);
  }

  private async deny(
    tx: Tx,
    claim: ClaimEntity,
    decision: DecisionEntity,
    actor: Actor,
  ): Promise<void> {
    await this.releaseClaim.run(tx, claim, { actor, lineStatus: 'denied', causeId: decision.id });
    await this.changeClaim.apply(tx, claim, {
      actor,
      to: 'denied',
      nextStep: null,
      set: { reserveMinor: 0n, awardedMinor: 0n, decisionId: decision.id },
      clocks: (facts, rules) => clocksAtDenial(this.clock.now(), facts, rules),
      event: { kind: 'claim.denied', summary: REVIEW_TEXTS.denied(decision.reason) },
    });
  }

  private async award(
    tx: Tx,
    claim: ClaimEntity,
    decision: DecisionEntity,
    actor: Actor,
  ): Promise<void> {
    await this.requireStillCovered(tx, claim, decision);
    await this.settleLines(tx, claim, decision);
    const award = Money.of(decision.awardMinor, decision.currency);
    const reserve = Money.of(claim.reserveMinor, claim.currency);
    const claimed = Money.of(claim.claimedMinor, claim.currency);
    const at = this.clock.now();
    await this.postEvents.run(tx, decisionEvents(reserve, claimed, award), {
      lane: claim.lane,
      claimId: claim.id,
      actor: actor.id,
      occurredAt: at,
      causeId: decision.id,
      pack: `${claim.packId}@${claim.packVersion}`,
    });
    await this.changeClaim.apply(tx, claim, {
      actor,
      to: 'approved',
      nextStep: 'open_payout',
      set: { reserveMinor: 0n, awardedMinor: award.amountMinor, decisionId: decision.id },
      clocks: (facts, rules) => clocksAtApproval(at, facts, rules),
      event: { kind: 'claim.approved', summary: REVIEW_TEXTS.approved(award) },
    });
    await enqueue(tx, openPayoutsJob, { claimId: claim.id });
  }

  /**
   * Between a decision and its approval a refund may have come in, or another claim may have used
   * up the yearly cap. Awards of one claimant are made one after the other, so that two of them
   * cannot share what is left.
   */
  private async requireStillCovered(
    tx: Tx,
    claim: ClaimEntity,
    decision: DecisionEntity,
  ): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `award ${claim.claimantPartyId}`,
    ]);
    await this.changeClaimed.lock(
      tx,
      (await this.claims.lines(tx, claim)).map(({ paymentId }) => paymentId),
    );
    const { assessment } = await this.assessFacts.run(tx, claim);
    const covered = decision.lines.every(({ lineId, awardMinor }) => {
      const assessed = assessment.lines.find((line) => line.lineId === lineId);
      return BigInt(awardMinor) <= BigInt(assessed?.award.amountMinor ?? 0);
    });
    if (covered) return;
    throw new DomainError('conflict', 'decision.no_longer_covered', {
      en: 'Since this was decided a refund or another award has used up what the policy covers. Return the decision, so that it is decided anew.',
      'zh-CN': '作出决定后发生了退款或其他赔付，已超出保障范围。请退回该决定重新审理。',
    });
  }

  /** Writes the awards on the lines; what is not awarded of a payment is free again. */
  private async settleLines(tx: Tx, claim: ClaimEntity, decision: DecisionEntity): Promise<void> {
    const awards = new Map(
      decision.lines.map(({ lineId, awardMinor }) => [lineId, BigInt(awardMinor)]),
    );
    const lines = await this.claims.lines(tx, claim);
    for (const line of lines) {
      const awardMinor = awards.get(line.id) ?? 0n;
      await tx.update(
        ClaimLineEntity,
        { lane: line.lane, id: line.id },
        { awardMinor, status: awardMinor > 0n ? 'awarded' : 'denied' },
      );
    }
    const freed = lines
      .map((line) => ({
        paymentId: line.paymentId,
        money: Money.of(line.amountMinor - (awards.get(line.id) ?? 0n), line.currency),
      }))
      .filter(({ money }) => money.isPositive());
    await this.changeClaimed.release(tx, freed);
  }
}
