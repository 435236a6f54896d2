import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { ChangeClaim, ClaimQueries, claimBooking } from '@app/claims';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { SYSTEM, UnitOfWork, enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { lockPayout } from '../../lock-payout';
import type { PayoutEntity } from '../../persistence/payout.entity';
import type { TakeBackAnswer } from '../../rails/payout-rail';
import { closeCredit } from '../close-credit';
import { CreditQueries } from '../credit.queries';
import { askAgainInMs } from '../domain/ask-again';
import { OF_FUND, takenBack } from '../domain/credit-bookings';
import { ProvisionalCreditPartEntity } from '../persistence/provisional-credit-part.entity';
import { takeBackCreditJob } from '../provisional.jobs';

/** What came back of a wallet, when, and who says so. */
export interface TakenBack {
  readonly taken: Money;
  readonly at: Date;
  readonly by: Actor;
}

/** Writes down what a wallet gave back (E13), and what its holder owes for the rest (E14). */
@Injectable()
export class RecordTakeBack {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly claims: ClaimQueries,
    private readonly changeClaim: ChangeClaim,
    private readonly credits: CreditQueries,
    private readonly postEvents: PostEvents,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The first answer that says something counts; every later one is the same. */
  async run(payoutId: string, answer: TakeBackAnswer): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const payout = await lockPayout(tx, payoutId);
      if (payout === null) return;
      const { lane } = payout;
      const part = await tx.findOneByOrFail(ProvisionalCreditPartEntity, { lane, payoutId });
      if (part.endedAt !== null || part.askedMinor === null) return;
      if (answer.outcome !== 'taken_back') await this.askAgain(tx, part);
      else await this.end(tx, payout, { taken: answer.taken, at: answer.at, by: SYSTEM });
    });
  }

  /**
   * Ends what a wallet was asked for, by its own answer or by what two people found out. The payout
   * must be locked by this transaction, and its part be asked back and not ended.
   */
  async end(tx: Tx, payout: PayoutEntity, { taken, at: occurredAt, by }: TakenBack): Promise<void> {
    const { lane, id: payoutId, claimId, currency } = payout;
    const part = await tx.findOneByOrFail(ProvisionalCreditPartEntity, { lane, payoutId });
    const at = this.clock.now();
    const short = Money.of(part.askedMinor ?? 0n, currency).minus(taken);
    await tx.update(
      ProvisionalCreditPartEntity,
      { lane, payoutId },
      {
        takenBackMinor: taken.amountMinor,
        shortfallMinor: short.amountMinor,
        nextAskAt: null,
        answersUntil: null,
        endedAt: at,
      },
    );
    // The books before the claim, as everybody takes them.
    const booked = await this.claims.booked(tx, { lane, id: claimId });
    const booking = { actorId: by.id, occurredAt, causeId: payoutId };
    const context = { ...claimBooking(booked, booking), ...OF_FUND };
    await this.postEvents.run(tx, takenBack(taken, short, part.backedBy ?? 'fund'), context);
    await this.audit.record(tx, {
      ...{ lane, actor: by, action: 'credit.taken_back', objectId: claimId },
      facts: { payoutId, taken: taken.toJson(), short: short.toJson() },
    });
    const claim = await this.changeClaim.lock(tx, claimId);
    const held = await this.credits.ofClaim(tx, claim);
    if (held === null) throw new Error(`Claim ${claimId} has no credit.`);
    await closeCredit(tx, claim, held, { changeClaim: this.changeClaim, by: SYSTEM, at });
  }

  private async askAgain(tx: Tx, part: ProvisionalCreditPartEntity): Promise<void> {
    const { lane, payoutId } = part;
    const delayMs = askAgainInMs(part.asks);
    const nextAskAt = new Date(this.clock.now().getTime() + delayMs);
    const waits = { nextAskAt, answersUntil: null };
    await tx.update(ProvisionalCreditPartEntity, { lane, payoutId }, waits);
    await enqueue(tx, takeBackCreditJob, { payoutId }, { delayMs });
  }
}
