import { Injectable } from '@nestjs/common';

import { Clock, DomainError, laneOfId } from '@app/kernel';
import { Money } from '@app/money';
import type { Tx } from '@app/platform';

import type { RefundRecord } from '../domain/importers';
import { laneOfKey } from '../domain/payment-content';
import { PaymentKeyEntity } from '../persistence/payment-key.entity';
import { PaymentRefundEntity } from '../persistence/payment-refund.entity';
import { PaymentEntity } from '../persistence/payment.entity';

/** `ignored`: the report says that the money did not go back to the payer. */
export type RefundOutcome = 'created' | 'duplicate' | 'ignored';

/** The row of an import that a refund comes from: an import that is run again knows its own. */
export interface ImportedLine {
  readonly operationId: string;
  readonly lineNumber: number;
}

/** Takes over a refund: what was refunded can no longer be claimed. */
@Injectable()
export class RecordRefund {
  constructor(private readonly clock: Clock) {}

  /**
   * Records one refund, idempotent by (payment, refund id). A refund that is still being processed
   * counts as made, because bills are never corrected later and paying twice is worse. Throws
   * `DomainError` for an unknown payment, another currency, nothing, or more than was paid. `line`
   * marks the row of an import.
   */
  async run(
    tx: Tx,
    refund: RefundRecord,
    line: ImportedLine | null = null,
  ): Promise<RefundOutcome> {
    if (refund.status === 'failed' || refund.status === 'abnormal') return 'ignored';
    const payment = await this.lockPayment(tx, refund);
    const { lane, id: paymentId } = payment;
    const key = { lane, paymentId, refundId: refund.refundId };
    const refunded = Money.of(payment.refundedMinor, payment.currency).plus(refund.money);
    if (!refund.money.isPositive()) throw notPositive(refund);
    const earlier = await tx.findOneBy(PaymentRefundEntity, key);
    if (earlier !== null) return sameRefund(earlier, refund, line);
    if (refunded.amountMinor > payment.amountMinor) throw exceedsPayment(refund, payment);
    await tx.insert(PaymentRefundEntity, {
      ...key,
      amountMinor: refund.money.amountMinor,
      refundedAt: refund.refundedAt,
      ...originOf(line),
      createdAt: this.clock.now(),
    });
    await tx.update(
      PaymentEntity,
      { lane, id: paymentId },
      {
        refundedMinor: refunded.amountMinor,
        status: refunded.amountMinor === payment.amountMinor ? 'refunded' : 'partly_refunded',
      },
    );
    return 'created';
  }

  private async lockPayment(tx: Tx, refund: RefundRecord): Promise<PaymentEntity> {
    const { source, paymentSourceId: sourceId } = refund;
    const key = await tx.findOneBy(PaymentKeyEntity, {
      lane: laneOfKey(source, sourceId),
      source,
      sourceId,
    });
    const payment =
      key === null
        ? null
        : await tx.findOne(PaymentEntity, {
            where: { lane: laneOfId(key.paymentId), id: key.paymentId },
            lock: { mode: 'pessimistic_write' },
          });
    if (payment !== null) return payment;
    throw new DomainError(
      'unprocessable',
      'import.refund_without_payment',
      {
        en: `The payment "${sourceId}" of this refund is not known. Import the bill of its day first.`,
        'zh-CN': `未找到该退款对应的付款“${sourceId}”，请先导入付款当日的账单。`,
      },
      { saw: sourceId },
    );
  }
}

function originOf(
  line: ImportedLine | null,
): Pick<PaymentRefundEntity, 'operationId' | 'operationLine'> {
  if (line === null) return { operationId: null, operationLine: null };
  return { operationId: line.operationId, operationLine: BigInt(line.lineNumber) };
}

function sameRefund(
  earlier: PaymentRefundEntity,
  refund: RefundRecord,
  line: ImportedLine | null,
): RefundOutcome {
  if (earlier.amountMinor === refund.money.amountMinor) {
    const { operationId, operationLine } = originOf(line);
    const own = earlier.operationId === operationId && earlier.operationLine === operationLine;
    return own && line !== null ? 'created' : 'duplicate';
  }
  throw new DomainError(
    'conflict',
    'import.refund_conflict',
    {
      en: `Refund "${refund.refundId}" was reported before with another amount.`,
      'zh-CN': `退款“${refund.refundId}”此前已报送且金额不同。`,
    },
    { saw: refund.money.toString() },
  );
}

function notPositive(refund: RefundRecord): DomainError {
  return new DomainError(
    'unprocessable',
    'import.refund_not_positive',
    {
      en: `A refund is more than zero, not ${refund.money.toString()}.`,
      'zh-CN': `退款金额须大于零，而不是 ${refund.money.toString()}。`,
    },
    { saw: refund.money.toString() },
  );
}

function exceedsPayment(refund: RefundRecord, payment: PaymentEntity): DomainError {
  const paid = Money.of(payment.amountMinor, payment.currency).toString();
  return new DomainError(
    'unprocessable',
    'import.refund_exceeds_payment',
    {
      en: `With ${refund.money.toString()} more, refunds would exceed the ${paid} that were paid.`,
      'zh-CN': `再退 ${refund.money.toString()} 将超过付款金额 ${paid}。`,
    },
    { saw: refund.money.toString() },
  );
}
