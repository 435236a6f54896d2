import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { ChangeClaim, claimBooking } from '@app/claims';
import { Clock, newId } from '@app/kernel';
import type { Money } from '@app/money';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { requirePast } from '../domain/require-past';
import { moreThanDue, wrongCurrency } from '../domain/recovery-refusals';
import { CounterpartyPaymentEntity } from '../persistence/counterparty-payment.entity';
import { StakesQueries } from '../stakes.queries';

export interface PassedOnMoney {
  readonly counterpartyId: string;
  readonly claimId: string;
  readonly money: Money;
  readonly paidAt: Date;
  readonly reference: string;
}

/** Records that another bearer of a loss was paid its part of what came back (E28). */
@Injectable()
export class PassOnRecovery {
  constructor(
    private readonly standing: AccountStanding,
    private readonly changeClaim: ChangeClaim,
    private readonly stakes: StakesQueries,
    private readonly postEvents: PostEvents,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `recovery.more_than_due` for more than we owe them of this claim. */
  async run(tx: Tx, actor: Actor, input: PassedOnMoney): Promise<CounterpartyPaymentEntity> {
    await this.standing.require(tx, actor);
    const claim = await this.changeClaim.lock(tx, input.claimId);
    const { counterpartyId, money, paidAt, reference } = input;
    const now = this.clock.now();
    requirePast('paidAt', paidAt, now);
    if (money.currency !== claim.currency) throw wrongCurrency(money.currency, claim.currency);
    const owed = await this.stakes.owedTo(tx, claim, counterpartyId);
    if (money.isGreaterThan(owed)) throw moreThanDue(money, owed);
    const { lane, id: claimId } = claim;
    const payment: CounterpartyPaymentEntity = {
      lane,
      id: newId('cpy', lane),
      ...{ counterpartyId, claimId, reference, paidAt },
      currency: money.currency,
      amountMinor: money.amountMinor,
      recordedBy: actor.id,
      recordedAt: now,
    };
    await tx.insert(CounterpartyPaymentEntity, payment);
    const booking = { actorId: actor.id, occurredAt: paidAt, causeId: payment.id };
    const event = { code: 'E28', money, counterparty: counterpartyId } as const;
    await this.postEvents.run(tx, [event], claimBooking(claim, booking));
    await this.audit.record(tx, {
      lane,
      actor,
      action: 'recovery.passed_on',
      objectId: claimId,
      facts: { paymentId: payment.id, counterpartyId, money: money.toJson() },
    });
    return payment;
  }
}
