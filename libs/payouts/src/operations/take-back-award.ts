import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import {
  ChangeClaim,
  ClaimLineEntity,
  OpenAppeal,
  claimBooking,
  heldByAward,
  openPayoutsJob,
} from '@app/claims';
import type { ClaimChange, ClaimEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { ChangeClaimed } from '@app/payments';
import { enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { AwardedPayments } from '../awarded-payments';
import type { AwardedPayment } from '../awarded-payments';
import { isDead } from '../domain/carried-award';
import { isOfDead, stepOfPayouts } from '../domain/payout-step';
import { PAYOUT_TEXTS } from '../domain/payout-texts';
import { sourcesOf } from '../domain/take-back';
import { payoutKeyOf } from '../lock-payout';
import type { AwardTakeBackEntity } from '../persistence/award-take-back.entity';
import { PayoutEntity } from '../persistence/payout.entity';

/** Takes back what two people agreed to: award, payment, books, and what the claim waits for. */
@Injectable()
export class TakeBackAward {
  constructor(
    private readonly awardedPayments: AwardedPayments,
    private readonly changeClaimed: ChangeClaimed,
    private readonly changeClaim: ChangeClaim,
    private readonly openAppeal: OpenAppeal,
    private readonly postEvents: PostEvents,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The claim is locked, and what is taken back was looked at in this transaction. */
  async run(
    tx: Tx,
    actor: Actor,
    claim: ClaimEntity,
    proposal: AwardTakeBackEntity,
  ): Promise<ClaimEntity> {
    const awarded = await this.awardedPayments.of(tx, claim);
    let [payableMinor, heldMinor] = [0n, 0n];
    for (const { lineId, amountMinor } of proposal.lines) {
      const found = awarded.find(({ line, kind }) => line.id === lineId && kind === 'award');
      if (found === undefined) throw new Error(`Nothing is due on ${lineId}.`);
      const sources = await this.lower(tx, found, BigInt(amountMinor));
      payableMinor += sources.payableMinor;
      heldMinor += sources.heldMinor;
    }
    const { currency } = claim;
    const event = {
      ...({ code: 'E09', variant: 'taken_back' } as const),
      payable: Money.of(payableMinor, currency),
      held: Money.of(heldMinor, currency),
    };
    const occurredAt = this.clock.now();
    const causeId = `${claim.id}/take-back/${String(proposal.number)}`;
    const booking = { actorId: actor.id, occurredAt, causeId };
    await this.postEvents.run(tx, [event], claimBooking(claim, booking));
    return this.goOn(tx, actor, claim, proposal);
  }

  /** Less is awarded on the line; its payment is free for that much; held money is held no more. */
  private async lower(
    tx: Tx,
    { line, due, held }: AwardedPayment,
    amountMinor: bigint,
  ): Promise<ReturnType<typeof sourcesOf>> {
    const awardMinor = (line.awardMinor ?? 0n) - amountMinor;
    // One that is disputed again holds what is claimed of its payment, and not its award.
    const isDisputed = line.status === 'claimed';
    const rest = awardMinor > 0n ? ('awarded' as const) : ('denied' as const);
    const status = isDisputed ? line.status : rest;
    await tx.update(ClaimLineEntity, { lane: line.lane, id: line.id }, { awardMinor, status });
    const freedMinor = isDisputed ? 0n : heldByAward(line) - heldByAward({ ...line, awardMinor });
    if (freedMinor > 0n) {
      const money = Money.of(freedMinor, line.currency);
      await this.changeClaimed.release(tx, [{ paymentId: line.paymentId, money }]);
    }
    const isHeld = held.reduce((sum, payout) => sum + payout.heldMinor, 0n);
    const sources = sourcesOf(amountMinor, { dueMinor: due.amountMinor, heldMinor: isHeld });
    let leftMinor = sources.heldMinor;
    for (const payout of held) {
      const takenMinor = payout.heldMinor < leftMinor ? payout.heldMinor : leftMinor;
      const heldMinor = payout.heldMinor - takenMinor;
      await tx.update(PayoutEntity, payoutKeyOf(payout), { heldMinor });
      leftMinor -= takenMinor;
    }
    return sources;
  }

  /** What is left is paid; where nothing is, the claim ends: paid in part, or closed. */
  private async goOn(
    tx: Tx,
    actor: Actor,
    claim: ClaimEntity,
    proposal: AwardTakeBackEntity,
  ): Promise<ClaimEntity> {
    const { amountMinor, currency, reason } = proposal;
    const awardedMinor = (claim.awardedMinor ?? 0n) - amountMinor;
    const due = await this.awardedPayments.of(tx, claim);
    const money = Money.of(amountMinor, currency);
    const change: ClaimChange = {
      ...{ actor, command: 'take_back' },
      set: { awardedMinor },
      event: { kind: 'award.taken_back', summary: PAYOUT_TEXTS.takenBack(money, reason) },
    };
    const payouts = await tx.findBy(PayoutEntity, { lane: claim.lane, claimId: claim.id });
    if (due.length > 0) {
      const hasDied = due.some(({ replaced }) => replaced !== null);
      if (!hasDied) await enqueue(tx, openPayoutsJob, { claimId: claim.id });
      const step = stepOfPayouts(payouts);
      const again = isOfDead(step) ? step : ('resolve_payout' as const);
      return this.changeClaim.apply(tx, claim, {
        ...change,
        nextStep: hasDied ? again : 'open_payout',
      });
    }
    // Of what died nothing is due any more. Others may be on their way still: the last ends it.
    const nextStep = stepOfPayouts(payouts.filter((payout) => !isDead(payout)));
    if (claim.paidMinor !== awardedMinor) {
      return this.changeClaim.apply(tx, claim, {
        ...change,
        nextStep: nextStep ?? 'settle_payout',
      });
    }
    // What is left of the time to appeal counts from now: until now there was an award.
    const set = { awardedMinor, decisionId: claim.decisionId };
    return this.end(tx, actor, claim, { proposal, change: { ...change, nextStep, set } });
  }

  private async end(
    tx: Tx,
    actor: Actor,
    claim: ClaimEntity,
    { proposal, change }: { readonly proposal: AwardTakeBackEntity; readonly change: ClaimChange },
  ): Promise<ClaimEntity> {
    const to = claim.paidMinor > 0n ? ('paid' as const) : ('closed' as const);
    await this.changeClaim.apply(tx, claim, { ...change, to });
    // Whoever appealed against what they were awarded is heard about what is left of it.
    const isHeard = await this.openAppeal.hear(tx, claim);
    if (to === 'closed' && !isHeard) {
      const { lane, id: objectId } = claim;
      await this.audit.record(tx, {
        ...{ lane, actor, action: 'claim.closed', objectId, reason: proposal.reason },
        facts: { takeBack: proposal.number },
      });
    }
    return claim;
  }
}
