import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { ChangeClaim, claimBooking, clocksAtPayment, openPayoutsJob } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { SYSTEM, enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { AwardedPayments } from '../../awarded-payments';
import { changeCredit } from '../change-credit';
import { openMinor, openParts } from '../credit.queries';
import type { HeldCredit } from '../credit.queries';
import { CREDIT_TEXTS } from '../domain/credit-texts';
import { finalParts } from '../domain/final-parts';
import type { FinalPart } from '../domain/final-parts';
import { ProvisionalCreditPartEntity } from '../persistence/provisional-credit-part.entity';
import { EndCredit } from './end-credit';

/**
 * Makes a credit final by an award (E12): as much of each line as was credited on it. The rest of
 * the award is ordered as every award is; what was credited beyond it is taken back after notice.
 */
@Injectable()
export class FinaliseCredit {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly awardedPayments: AwardedPayments,
    private readonly postEvents: PostEvents,
    private readonly endCredit: EndCredit,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The claim must be locked by this transaction, and approved. */
  async run(tx: Tx, claim: ClaimEntity, held: HeldCredit): Promise<void> {
    const awarded = await this.awardedPayments.of(tx, claim);
    // The order of the rest meets the same obstacle, and tells people of it.
    if ((await this.awardedPayments.obstacle(tx, claim, awarded)) === null) {
      const dueMinor = new Map(awarded.map(({ line, due }) => [line.id, due.amountMinor]));
      await this.make(tx, claim, held, finalParts(arrived(held), dueMinor));
    }
    if (claim.status === 'approved') await enqueue(tx, openPayoutsJob, { claimId: claim.id });
  }

  private async make(
    tx: Tx,
    claim: ClaimEntity,
    held: HeldCredit,
    added: readonly FinalPart[],
  ): Promise<void> {
    const { credit } = held;
    const at = this.clock.now();
    const finalMinor = added.reduce((sum, { addedMinor }) => sum + addedMinor, 0n);
    for (const { part } of held.parts) {
      const now = added.find(({ payoutId }) => payoutId === part.payoutId);
      if (now !== undefined) await this.keep(tx, part, now);
    }
    const set = { finalMinor: credit.finalMinor + finalMinor, decisionId: claim.decisionId };
    await changeCredit(tx, credit, { step: 'final', amountMinor: finalMinor, by: SYSTEM, at, set });
    if (finalMinor > 0n) await this.book(tx, claim, Money.of(finalMinor, credit.currency));
    // What is left of it goes back; where nothing is left its life is over.
    await this.endCredit.afterAward(tx, claim, held);
  }

  private async keep(
    tx: Tx,
    part: ProvisionalCreditPartEntity,
    { addedMinor }: FinalPart,
  ): Promise<void> {
    const { lane, payoutId } = part;
    const changed = { finalMinor: part.finalMinor + addedMinor };
    await tx.update(ProvisionalCreditPartEntity, { lane, payoutId }, changed);
    Object.assign(part, changed);
  }

  private async book(tx: Tx, claim: ClaimEntity, money: Money): Promise<void> {
    const { decisionId } = claim;
    if (decisionId === null) throw new Error(`Claim ${claim.id} is approved by no decision.`);
    const at = this.clock.now();
    const booking = { actorId: SYSTEM.id, occurredAt: at, causeId: decisionId };
    await this.postEvents.run(tx, [{ code: 'E12', money }], claimBooking(claim, booking));
    const paidMinor = claim.paidMinor + money.amountMinor;
    const rest = Money.of((claim.awardedMinor ?? 0n) - paidMinor, claim.currency);
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      command: 'credit',
      set: { paidMinor },
      ...(rest.isPositive()
        ? {}
        : {
            to: 'paid' as const,
            nextStep: null,
            clocks: (facts, rules) => clocksAtPayment(at, facts, rules),
          }),
      event: { kind: 'credit.final', summary: CREDIT_TEXTS.final(money, rest) },
    });
    await this.audit.record(tx, {
      ...{ lane: claim.lane, actor: SYSTEM, action: 'credit.final', objectId: claim.id },
      facts: { decisionId, money: money.toJson() },
    });
  }
}

function arrived(held: HeldCredit): Parameters<typeof finalParts>[0] {
  return openParts(held).map(({ part }) => ({
    payoutId: part.payoutId,
    lineId: part.claimLineId,
    amountMinor: part.amountMinor,
    finalMinor: part.amountMinor - openMinor(part),
    isEnded: false,
  }));
}
