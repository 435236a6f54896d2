import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { ChangeClaim, claimBooking } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock, newId } from '@app/kernel';
import type { Money } from '@app/money';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import type { ReceiptProof } from '../domain/receipt-proof';
import { requirePast } from '../domain/require-past';
import { moreThanDue, wrongCurrency } from '../domain/recovery-refusals';
import { paidLine } from '../paid-line';
import { CounterpartyPaymentEntity } from '../persistence/counterparty-payment.entity';
import { StakesQueries } from '../stakes.queries';

export interface PassedOnMoney {
  readonly counterpartyId: string;
  readonly claimId: string;
  readonly money: Money;
  readonly paidAt: Date;
  readonly reference: string;
}

/** What says that it left: two persons, or a line of our own bank's statement. */
export type PaymentProof = Exclude<ReceiptProof, { readonly by: 'break' }>;

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

  /**
   * What `require` refuses, and a line that is not of this payment (`payment.line_unlike`,
   * `receipt.more_than_line`). A line says itself when it was paid. The database asks for the proof
   * once more.
   */
  async run(
    tx: Tx,
    actor: Actor,
    input: PassedOnMoney,
    proof: PaymentProof,
  ): Promise<CounterpartyPaymentEntity> {
    await this.standing.require(tx, actor);
    const claim = await this.require(tx, input);
    const { counterpartyId, money, reference } = input;
    const line = proof.by === 'line' ? await paidLine(tx, proof.lineId, input) : null;
    const now = this.clock.now();
    const paidAt = line === null ? input.paidAt : line.bookedAt < now ? line.bookedAt : now;
    const { lane, id: claimId } = claim;
    const payment: CounterpartyPaymentEntity = {
      lane,
      id: newId('cpy', lane),
      ...{ counterpartyId, claimId, reference, paidAt },
      currency: money.currency,
      amountMinor: money.amountMinor,
      proposalId: proof.by === 'persons' ? proof.proposalId : null,
      lineId: line?.id ?? null,
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
      facts: { paymentId: payment.id, counterpartyId, money: money.toJson(), proof },
    });
    return payment;
  }

  /** `recovery.more_than_due` for more than we owe them of this claim, which is locked then. */
  async require(tx: Tx, input: PassedOnMoney): Promise<ClaimEntity> {
    const { money, paidAt } = input;
    const claim = await this.changeClaim.lock(tx, input.claimId);
    requirePast('paidAt', paidAt, this.clock.now());
    if (money.currency !== claim.currency) throw wrongCurrency(money.currency, claim.currency);
    const owed = await this.stakes.owedTo(tx, claim, input.counterpartyId);
    if (money.isGreaterThan(owed)) throw moreThanDue(money, owed);
    return claim;
  }
}
