import { Injectable } from '@nestjs/common';

import { DomainError, laneOfId } from '@app/kernel';
import { Money } from '@app/money';
import type { Tx } from '@app/platform';

import { PaymentEntity } from '../persistence/payment.entity';

export interface ClaimedChange {
  readonly paymentId: string;
  readonly money: Money;
}

/**
 * Keeps the sum of the live claims on each payment. All three calls lock the payments in the order
 * of their ids, so that two claims on the same payments wait for each other instead of deadlocking.
 */
@Injectable()
export class ChangeClaimed {
  /** Locks payments and returns them in the order asked for; null where there is none. */
  async lock(tx: Tx, paymentIds: readonly string[]): Promise<(PaymentEntity | null)[]> {
    const locked = new Map<string, PaymentEntity>();
    for (const id of [...new Set(paymentIds)].sort()) {
      const payment = await tx.findOne(PaymentEntity, {
        where: { lane: laneOfId(id), id },
        lock: { mode: 'pessimistic_write' },
      });
      if (payment !== null) locked.set(id, payment);
    }
    return paymentIds.map((id) => locked.get(id) ?? null);
  }

  /** Reserves amounts for a claim; `claim.payment_exhausted` beyond what is left of a payment. */
  async reserve(tx: Tx, changes: readonly ClaimedChange[]): Promise<void> {
    const payments = await this.lock(
      tx,
      changes.map(({ paymentId }) => paymentId),
    );
    for (const [index, { paymentId, money }] of changes.entries()) {
      const payment = payments[index];
      if (payment === undefined || payment === null) throw new Error(`No payment ${paymentId}`);
      const left = Money.of(
        payment.amountMinor - payment.refundedMinor - payment.claimedMinor,
        payment.currency,
      );
      if (money.isGreaterThan(left)) throw exhausted(index, money, left);
      await this.set(tx, payment, payment.claimedMinor + money.amountMinor);
    }
  }

  /** Gives amounts back when a claim line is denied, lowered or withdrawn. */
  async release(tx: Tx, changes: readonly ClaimedChange[]): Promise<void> {
    const payments = await this.lock(
      tx,
      changes.map(({ paymentId }) => paymentId),
    );
    for (const [index, { paymentId, money }] of changes.entries()) {
      const payment = payments[index];
      if (payment === undefined || payment === null) throw new Error(`No payment ${paymentId}`);
      await this.set(tx, payment, payment.claimedMinor - money.amountMinor);
    }
  }

  private async set(tx: Tx, payment: PaymentEntity, claimedMinor: bigint): Promise<void> {
    await tx.update(PaymentEntity, { lane: payment.lane, id: payment.id }, { claimedMinor });
    payment.claimedMinor = claimedMinor; // The same payment may come again in this call.
  }
}

function exhausted(index: number, asked: Money, left: Money): DomainError {
  return new DomainError(
    'conflict',
    'claim.payment_exhausted',
    {
      en: `You claim ${asked.toString()}, but only ${left.toString()} of this payment is neither refunded nor claimed already.`,
      'zh-CN': `您索赔 ${asked.toString()}，但该笔付款未退款且未被索赔的金额仅为 ${left.toString()}。`,
    },
    {
      field: `lines[${String(index)}].money`,
      saw: asked.toString(),
      leftMinor: left.amountMinor.toString(),
    },
  );
}
