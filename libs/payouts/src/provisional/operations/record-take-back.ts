import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { ChangeClaim, ClaimQueries, claimBooking } from '@app/claims';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { SYSTEM, UnitOfWork, enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { lockPayout } from '../../lock-payout';
import type { PayoutEntity } from '../../persistence/payout.entity';
import type { TakeBackAnswer } from '../../rails/payout-rail';
import { closeCredit } from '../close-credit';
import { CreditQueries } from '../credit.queries';
import { askAgainInMs } from '../domain/ask-again';
import { OF_FUND, takenBack } from '../domain/credit-bookings';
import { ProvisionalCreditPartEntity } from '../persistence/provisional-credit-part.entity';
import { takeBackCreditJob } from '../provisional.jobs';

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
      if (answer.outcome === 'taken_back') await this.end(tx, { payout, part, answer });
      else await this.askAgain(tx, part);
    });
  }

  private async askAgain(tx: Tx, part: ProvisionalCreditPartEntity): Promise<void> {
    const { lane, payoutId } = part;
    const delayMs = askAgainInMs(part.asks);
    const nextAskAt = new Date(this.clock.now().getTime() + delayMs);
    await tx.update(ProvisionalCreditPartEntity, { lane, payoutId }, { nextAskAt });
    await enqueue(tx, takeBackCreditJob, { payoutId }, { delayMs });
  }

  private async end(
    tx: Tx,
    given: {
      readonly payout: PayoutEntity;
      readonly part: ProvisionalCreditPartEntity;
      readonly answer: Extract<TakeBackAnswer, { outcome: 'taken_back' }>;
    },
  ): Promise<void> {
    const { payout, part, answer } = given;
    const { lane, id: payoutId, claimId, currency } = payout;
    const at = this.clock.now();
    const short = Money.of(part.askedMinor ?? 0n, currency).minus(answer.taken);
    await tx.update(
      ProvisionalCreditPartEntity,
      { lane, payoutId },
      {
        takenBackMinor: answer.taken.amountMinor,
        shortfallMinor: short.amountMinor,
        nextAskAt: null,
        endedAt: at,
      },
    );
    // The books before the claim, as everybody takes them.
    const booked = await this.claims.booked(tx, { lane, id: claimId });
    const booking = { actorId: SYSTEM.id, occurredAt: answer.at, causeId: payoutId };
    const context = { ...claimBooking(booked, booking), ...OF_FUND };
    await this.postEvents.run(tx, takenBack(answer.taken, short, part.backedBy ?? 'fund'), context);
    await this.audit.record(tx, {
      ...{ lane, actor: SYSTEM, action: 'credit.taken_back', objectId: claimId },
      facts: { payoutId, taken: answer.taken.toJson(), short: short.toJson() },
    });
    const claim = await this.changeClaim.lock(tx, claimId);
    const held = await this.credits.ofClaim(tx, claim);
    if (held === null) throw new Error(`Claim ${claimId} has no credit.`);
    await closeCredit(tx, claim, held, { changeClaim: this.changeClaim, by: SYSTEM, at });
  }
}
