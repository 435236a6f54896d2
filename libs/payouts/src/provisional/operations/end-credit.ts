import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { ChangeClaim, claimBooking } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { SYSTEM, enqueue } from '@app/platform';
import type { Tx } from '@app/platform';
import { PackLibrary, calendarOf, dueAt } from '@app/programs';

import { changeCredit } from '../change-credit';
import { closeCredit } from '../close-credit';
import { openMinor, openParts } from '../credit.queries';
import type { HeldCredit } from '../credit.queries';
import { OF_FUND } from '../domain/credit-bookings';
import { CREDIT_TEXTS } from '../domain/credit-texts';
import { HONOURED_FOR } from '../domain/honoured-for';
import { ProvisionalCreditPartEntity } from '../persistence/provisional-credit-part.entity';
import { takeBackCreditJob } from '../provisional.jobs';

/** Takes a credit back that no decision made final: after notice, and not while it is looked at. */
@Injectable()
export class EndCredit {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly packs: PackLibrary,
    private readonly postEvents: PostEvents,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Tells the claimant that it is taken back, and until when it stays. */
  async announce(tx: Tx, claim: ClaimEntity, held: HeldCredit): Promise<void> {
    const { credit } = held;
    const at = this.clock.now();
    const money = openMoney(held);
    const pack = await this.packs.pinned(tx, claim);
    const calendar = calendarOf(pack.calendar);
    const endsAt = dueAt(at, pack.provisional?.honouredFor ?? HONOURED_FOR, calendar);
    const { amountMinor } = money;
    const set = { status: 'ending' as const, announcedAt: at, endsAt };
    await changeCredit(tx, credit, { step: 'announced', amountMinor, by: SYSTEM, at, set });
    await this.changeClaim.tendCredit(tx, claim, endsAt);
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      command: 'credit',
      event: {
        kind: 'credit.ending',
        summary: CREDIT_TEXTS.ending(money, calendar.dateOf(endsAt)),
      },
    });
    await this.audit.record(tx, {
      ...{ lane: claim.lane, actor: SYSTEM, action: 'credit.announced', objectId: claim.id },
      facts: { money: money.toJson(), endsAt: endsAt.toISOString() },
    });
  }

  /** The claim is looked at again before its time was over: nothing is taken meanwhile. */
  async keep(tx: Tx, claim: ClaimEntity, held: HeldCredit): Promise<void> {
    const at = this.clock.now();
    const money = openMoney(held);
    const { amountMinor } = money;
    const set = { status: 'granted' as const, announcedAt: null, endsAt: null };
    await changeCredit(tx, held.credit, { step: 'kept', amountMinor, by: SYSTEM, at, set });
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      command: 'credit',
      event: { kind: 'credit.kept', summary: CREDIT_TEXTS.kept(money) },
    });
  }

  /** What the award did not take up goes back; where nothing is left it is over. */
  async afterAward(tx: Tx, claim: ClaimEntity, held: HeldCredit): Promise<void> {
    if (openParts(held).length > 0) await this.announce(tx, claim, held);
    else await this.drop(tx, held);
  }

  /** Nothing of it is there to be taken back. */
  async drop(tx: Tx, { credit }: HeldCredit): Promise<void> {
    const at = this.clock.now();
    const status = credit.finalMinor > 0n ? ('final' as const) : ('failed' as const);
    const set = { status, announcedAt: null, endsAt: null };
    await changeCredit(tx, credit, { step: 'ended', amountMinor: 0n, by: SYSTEM, at, set });
  }

  /**
   * Its time is over. A wallet of ours is asked to give it back; what went to a bank nobody can
   * take, so that the claimant owes it (E14).
   */
  async takeBack(tx: Tx, claim: ClaimEntity, held: HeldCredit): Promise<void> {
    const { credit } = held;
    const at = this.clock.now();
    const { amountMinor } = openMoney(held);
    await changeCredit(tx, credit, { step: 'asked_back', amountMinor, by: SYSTEM, at });
    for (const { part } of openParts(held)) {
      if (part.destination === 'wallet') await this.ask(tx, part);
      else await this.owe(tx, claim, part, credit.currency);
    }
    await closeCredit(tx, claim, held, { changeClaim: this.changeClaim, by: SYSTEM, at });
  }

  private async ask(tx: Tx, part: ProvisionalCreditPartEntity): Promise<void> {
    const { lane, payoutId } = part;
    const at = this.clock.now();
    const asked = { askedMinor: openMinor(part), askedAt: at, nextAskAt: at };
    await tx.update(ProvisionalCreditPartEntity, { lane, payoutId }, asked);
    Object.assign(part, asked);
    await enqueue(tx, takeBackCreditJob, { payoutId });
  }

  private async owe(
    tx: Tx,
    claim: ClaimEntity,
    part: ProvisionalCreditPartEntity,
    currency: string,
  ): Promise<void> {
    const { lane, payoutId } = part;
    const at = this.clock.now();
    const owed = { shortfallMinor: openMinor(part), endedAt: at };
    const money = Money.of(owed.shortfallMinor, currency);
    await tx.update(ProvisionalCreditPartEntity, { lane, payoutId }, owed);
    Object.assign(part, owed);
    const booking = { actorId: SYSTEM.id, occurredAt: at, causeId: payoutId };
    const context = { ...claimBooking(claim, booking), ...OF_FUND };
    await this.postEvents.run(tx, [{ code: 'E14', money }], context);
  }
}

function openMoney(held: HeldCredit): Money {
  const openOfAll = openParts(held).reduce((sum, { part }) => sum + openMinor(part), 0n);
  return Money.of(openOfAll, held.credit.currency);
}
