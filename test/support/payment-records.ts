import { Money } from '@app/money';
import type { PaymentRecord } from '@app/payments';

import type { RefundRecord } from '../../libs/payments/src/domain/importers';

let numbers = 0;

/** A payment as an institution reports it, fresh each time: 199.00 CNY of `u_1001`, settled. */
export function aRecord(wish: Partial<PaymentRecord> = {}): PaymentRecord {
  numbers += 1;
  return {
    source: 'test-bank',
    sourceId: `p-${String(process.pid)}-${String(numbers)}`,
    channel: 'wechat',
    rail: 'quick_pay',
    paidAt: new Date('2026-03-01T08:00:00Z'),
    payer: { id: 'u_1001' },
    payee: { id: 'm_77', name: 'Shop 77' },
    money: Money.of(19_900n, 'CNY'),
    status: 'settled',
    ...wish,
  };
}

/** A refund of 50.00 CNY of a payment, fresh each time. */
export function aRefundOf(payment: PaymentRecord, wish: Partial<RefundRecord> = {}): RefundRecord {
  numbers += 1;
  return {
    source: payment.source,
    paymentSourceId: payment.sourceId,
    refundId: `r-${String(process.pid)}-${String(numbers)}`,
    money: Money.of(5_000n, 'CNY'),
    refundedAt: new Date('2026-03-02T08:00:00Z'),
    ...wish,
  };
}
