import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';

import { PostEvents, RAIL_GUARD } from '@app/accounting';
import { ChangeClaim, ClaimQueries, claimBooking } from '@app/claims';
import { Clock } from '@app/kernel';
import { HoldAllotment } from '@app/ledger';
import { Money } from '@app/money';
import { SYSTEM, enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { AWAITING_FUNDS, COOLING_OFF } from '../domain/payout-lifecycle';
import { PAYOUT_TEXTS } from '../domain/payout-texts';
import { payoutKeyOf } from '../lock-payout';
import { advancePayoutJob, refillAllotmentJob } from '../payouts.jobs';
import { PayoutEntity } from '../persistence/payout.entity';

/** A lane that is short is refilled within this time, if the house has the money. */
const REFILL_MS = 5_000;
/** Else it is looked at this often, in case that nobody rings when money comes. */
const LOOK_AGAIN_MS = 60_000;
/** While one request to refill a lane is open, a second one adds nothing. */
const DISPATCH = 'wanted';

/** What a payout may have waited for, how its claim says so, and what it says when that is over. */
const WAITS = [
  {
    statusReason: AWAITING_FUNDS,
    nextStep: 'await_funds',
    event: { kind: 'payout.funded', summary: PAYOUT_TEXTS.funded },
  },
  {
    statusReason: COOLING_OFF,
    nextStep: 'await_cooling_off',
    event: { kind: 'payout.cooled_off', summary: PAYOUT_TEXTS.cooledOff },
  },
] as const;

/** Takes the money for a payout out of its lane's allotment, before the rail is called. */
@Injectable()
export class SubmitPayout {
  constructor(
    private readonly holdAllotment: HoldAllotment,
    private readonly postEvents: PostEvents,
    private readonly changeClaim: ChangeClaim,
    private readonly claims: ClaimQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * Books a locked payout that was never sent as handed to its rail (E15). False when its lane has
   * too little: the payout then stays as it is, asks for a refill and is looked at again. A refill
   * takes a moment; whoever still waits after it waits for people, and so the claim says so.
   */
  async run(tx: Tx, payout: PayoutEntity): Promise<boolean> {
    const { lane, currency } = payout;
    const money = Money.of(payout.amountMinor, currency);
    const held = await this.holdAllotment.run(tx, { guard: RAIL_GUARD, currency, lane });
    if (held !== null && money.isGreaterThan(held)) {
      await this.wait(tx, payout);
      return false;
    }
    const claim = await this.claims.booked(tx, { lane, id: payout.claimId });
    const booking = { actorId: SYSTEM.id, occurredAt: this.clock.now(), causeId: payout.id };
    const event = { code: 'E15', money, rail: payout.rail } as const;
    await this.postEvents.run(tx, [event], claimBooking(claim, booking));
    if (payout.statusReason !== null) await this.goOn(tx, payout, payout.statusReason);
    return true;
  }

  private async wait(tx: Tx, payout: PayoutEntity): Promise<void> {
    const { id: payoutId, lane, currency } = payout;
    const now = this.clock.now();
    const hasWaited = payout.statusReason === AWAITING_FUNDS;
    const delayMs = hasWaited ? LOOK_AGAIN_MS : REFILL_MS;
    await tx.update(PayoutEntity, payoutKeyOf(payout), {
      statusReason: AWAITING_FUNDS,
      nextActionAt: new Date(now.getTime() + delayMs),
      updatedAt: now,
    });
    const refill = { lane: String(lane), currency };
    await enqueue(tx, refillAllotmentJob, refill, { dispatch: DISPATCH });
    await enqueue(tx, advancePayoutJob, { payoutId }, { delayMs });
    if (!hasWaited) return;
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    // Anything else that the claim waits for comes before the money, and stays.
    if (claim.nextStep !== 'settle_payout' && claim.nextStep !== 'await_cooling_off') return;
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      nextStep: 'await_funds',
      event: { kind: 'payout.awaiting_funds', summary: PAYOUT_TEXTS.awaitingFunds },
    });
  }

  /** What it waited for is over. The claim goes on with the last of its payouts that waited so. */
  private async goOn(
    tx: Tx,
    { lane, id, claimId }: PayoutEntity,
    statusReason: string,
  ): Promise<void> {
    const claim = await this.changeClaim.lock(tx, claimId);
    const wait = WAITS.find(
      (one) => one.statusReason === statusReason && one.nextStep === claim.nextStep,
    );
    if (wait === undefined) return;
    const waiting = { lane, claimId, status: 'created' as const, statusReason };
    if (await tx.existsBy(PayoutEntity, { ...waiting, id: Not(id) })) return;
    const { event } = wait;
    await this.changeClaim.apply(tx, claim, { actor: SYSTEM, nextStep: 'settle_payout', event });
  }
}
