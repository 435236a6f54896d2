import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';

import { PostEvents, RAIL_GUARD } from '@app/accounting';
import type { AccountingEvent } from '@app/accounting';
import { Limits } from '@app/audit';
import { ChangeClaim, ClaimQueries, claimBooking } from '@app/claims';
import type { ClaimChange, ClaimEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { HoldAllotment } from '@app/ledger';
import { Money } from '@app/money';
import { SYSTEM, enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import {
  AWAITING_FUNDS,
  AWAITING_BACKING,
  COOLING_OFF,
  RAIL_LIMIT,
  RAIL_PAUSED,
} from '../domain/payout-lifecycle';
import { PAYOUT_TEXTS } from '../domain/payout-texts';
import { payoutKeyOf } from '../lock-payout';
import { advancePayoutJob, refillAllotmentJob } from '../payouts.jobs';
import { PayoutEntity } from '../persistence/payout.entity';
import { BookCredit } from '../provisional/operations/book-credit';
import { heldByBreaker } from '../rail-breaker';
import { countOnRail, heldByLimit } from '../rail-day';

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
  {
    statusReason: RAIL_LIMIT,
    nextStep: 'await_rail',
    event: { kind: 'payout.rail_again', summary: PAYOUT_TEXTS.railAgain },
  },
  {
    statusReason: RAIL_PAUSED,
    nextStep: 'await_rail',
    event: { kind: 'payout.rail_again', summary: PAYOUT_TEXTS.railAgain },
  },
] as const;

const SUBMITTED = { actor: SYSTEM, command: 'submit_payout' } as const;

/** Clears a payout for being sent: its rail takes it, and the money for it is there. */
@Injectable()
export class SubmitPayout {
  constructor(
    private readonly holdAllotment: HoldAllotment,
    private readonly postEvents: PostEvents,
    private readonly changeClaim: ChangeClaim,
    private readonly claims: ClaimQueries,
    private readonly limits: Limits,
    private readonly bookCredit: BookCredit,
    private readonly clock: Clock,
  ) {}

  /**
   * False when a locked payout has to wait: it then stays as it is and is looked at again. Nothing
   * is sent over a rail that rests, for the first time or again; one that was never sent waits for
   * the limits of its rail and for money besides.
   */
  async run(tx: Tx, payout: PayoutEntity): Promise<boolean> {
    const now = this.clock.now();
    const { rail, status, statusReason } = payout;
    const restsUntil = await heldByBreaker(tx, rail, now);
    if (restsUntil !== null && status !== 'created') {
      await this.lookAgain(tx, payout, statusReason, restsUntil);
      return false;
    }
    if (restsUntil !== null) {
      // A short pause is nothing to tell a claimant; whoever meets a second one is told.
      await this.lookAgain(tx, payout, RAIL_PAUSED, restsUntil);
      if (statusReason === RAIL_PAUSED) await this.tellOfRail(tx, payout);
      return false;
    }
    if (status !== 'created') return true;
    const limits = await this.limits.current(tx, payout.currency);
    const heldUntil = await heldByLimit(tx, payout, limits, now);
    if (heldUntil !== null) {
      await this.lookAgain(tx, payout, RAIL_LIMIT, heldUntil);
      await this.tellOfRail(tx, payout);
      return false;
    }
    const isCredit = payout.kind === 'provisional';
    const isBooked = isCredit ? await this.credit(tx, payout) : await this.book(tx, payout);
    if (!isBooked) return false;
    await countOnRail(tx, payout, now);
    return true;
  }

  private async lookAgain(
    tx: Tx,
    payout: PayoutEntity,
    statusReason: string | null,
    nextActionAt: Date,
  ): Promise<void> {
    const now = this.clock.now();
    const waiting = { statusReason, nextActionAt, updatedAt: now };
    await tx.update(PayoutEntity, payoutKeyOf(payout), waiting);
    const delayMs = nextActionAt.getTime() - now.getTime();
    await enqueue(tx, advancePayoutJob, { payoutId: payout.id }, { delayMs });
  }

  private async tellOfRail(tx: Tx, payout: PayoutEntity): Promise<void> {
    await this.tell(tx, payout, {
      nextStep: 'await_rail',
      event: { kind: 'payout.awaiting_rail', summary: PAYOUT_TEXTS.awaitingRail },
    });
  }

  /**
   * Books a payout that was never sent as handed to its rail (E15), and what of it came back before
   * out of what is held (E20). False when its lane has too little: it asks for a refill then. A
   * refill takes a moment; whoever still waits after it waits for people, and so the claim says so.
   */
  private async book(tx: Tx, payout: PayoutEntity): Promise<boolean> {
    const { lane, currency } = payout;
    const money = Money.of(payout.amountMinor, currency);
    const held = await this.holdAllotment.run(tx, { guard: RAIL_GUARD, currency, lane });
    if (held !== null && money.isGreaterThan(held)) {
      await this.wait(tx, payout);
      return false;
    }
    const claim = await this.claims.booked(tx, { lane, id: payout.claimId });
    const booking = { actorId: SYSTEM.id, occurredAt: this.clock.now(), causeId: payout.id };
    await this.postEvents.run(tx, submitted(payout, money), claimBooking(claim, booking));
    if (payout.statusReason !== null) await this.goOn(tx, payout, payout.statusReason);
    return true;
  }

  /** What is credited before a decision waits as well, and its claim goes on meanwhile. */
  private async credit(tx: Tx, payout: PayoutEntity): Promise<boolean> {
    const at = this.clock.now();
    if (await this.bookCredit.run(tx, payout, { by: SYSTEM, at })) return true;
    const again = new Date(at.getTime() + LOOK_AGAIN_MS);
    await this.lookAgain(tx, payout, AWAITING_BACKING, again);
    return false;
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
    await this.tell(tx, payout, {
      nextStep: 'await_funds',
      event: { kind: 'payout.awaiting_funds', summary: PAYOUT_TEXTS.awaitingFunds },
    });
  }

  /** Anything else that the claim waits for comes before this, and stays. */
  private async tell(
    tx: Tx,
    { claimId }: PayoutEntity,
    waiting: Pick<ClaimChange, 'nextStep' | 'event'>,
  ): Promise<void> {
    const claim = await this.changeClaim.lock(tx, claimId);
    if (!isPassing(claim)) return;
    await this.changeClaim.apply(tx, claim, { ...SUBMITTED, ...waiting });
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
    await this.changeClaim.apply(tx, claim, { ...SUBMITTED, nextStep: 'settle_payout', event });
  }
}

function submitted(
  { rail, reissuedMinor, currency }: PayoutEntity,
  money: Money,
): AccountingEvent[] {
  const held = Money.of(reissuedMinor, currency);
  return [
    { code: 'E20', money: held, rail },
    { code: 'E15', money: money.minus(held), rail },
  ];
}

/** Whether the claim waits for nothing but the way of its payouts. */
function isPassing({ nextStep }: Pick<ClaimEntity, 'nextStep'>): boolean {
  return nextStep === 'settle_payout' || nextStep === 'await_cooling_off';
}
