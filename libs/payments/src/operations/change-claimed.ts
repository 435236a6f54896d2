import { Injectable } from '@nestjs/common';

import { Clock, laneOfId } from '@app/kernel';
import type { Money } from '@app/money';
import type { Tx } from '@app/platform';

import { requireLeft } from '../domain/left-to-claim';
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
  constructor(private readonly clock: Clock) {}

  /**
   * Locks payments and returns them in the order asked for; null where there is none. With a payer
   * only theirs: nobody makes a stranger's payment wait, or learns by waiting that there is one.
   */
  async lock(
    tx: Tx,
    paymentIds: readonly string[],
    payer: { readonly payerId?: string } = {},
  ): Promise<(PaymentEntity | null)[]> {
    const locked = new Map<string, PaymentEntity>();
    for (const id of [...new Set(paymentIds)].sort()) {
      const payment = await tx.findOne(PaymentEntity, {
        where: { lane: laneOfId(id), id, ...payer },
        lock: { mode: 'pessimistic_write' },
      });
      if (payment !== null) locked.set(id, payment);
    }
    return paymentIds.map((id) => locked.get(id) ?? null);
  }

  /**
   * Reserves amounts for a claim, and notes when the payments were disputed;
   * `claim.payment_exhausted` beyond what is left of a payment. Who has locked the payments in this
   * transaction hands them in, in the order of the changes.
   */
  async reserve(
    tx: Tx,
    changes: readonly ClaimedChange[],
    locked?: readonly PaymentEntity[],
  ): Promise<void> {
    const ids = changes.map(({ paymentId }) => paymentId);
    const payments = locked ?? (await this.lock(tx, ids));
    for (const [index, { paymentId, money }] of changes.entries()) {
      const payment = payments[index];
      if (payment === undefined || payment === null) throw new Error(`No payment ${paymentId}`);
      requireLeft(index, money, payment);
      const claimedMinor = payment.claimedMinor + money.amountMinor;
      await this.set(tx, payment, { claimedMinor, disputedAt: this.clock.now() });
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
      const claimedMinor = payment.claimedMinor - money.amountMinor;
      await this.set(tx, payment, { claimedMinor });
    }
  }

  private async set(
    tx: Tx,
    payment: PaymentEntity,
    change: Partial<Pick<PaymentEntity, 'claimedMinor' | 'disputedAt'>>,
  ): Promise<void> {
    await tx.update(PaymentEntity, { lane: payment.lane, id: payment.id }, change);
    Object.assign(payment, change); // The same payment may come again in this call.
  }
}
