import { createHash } from 'node:crypto';

import { canonicalize } from 'json-canonicalize';

import { DomainError, laneOfSeed } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { Money } from '@app/money';

import type { PaymentRecord, PaymentStatus } from './importers';

/** The lane of a payer's payments, and so of all claims on them (DESIGN §4). */
export function laneOfPayment(record: Pick<PaymentRecord, 'payer'>): Lane {
  return laneOfSeed(record.payer.id);
}

/** The lane of a payment's natural key, which must not depend on its payer. */
export function laneOfKey(source: string, sourceId: string): Lane {
  return laneOfSeed(`${source}\n${sourceId}`);
}

/** SHA-256 over all that was reported of a payment: the same content again is a duplicate. */
export function contentHash(record: PaymentRecord): string {
  const { paidAt, settledAt, money, refunded, ...rest } = record;
  const content = canonicalize({
    ...rest,
    paidAt: paidAt.toISOString(),
    settledAt: settledAt?.toISOString() ?? null,
    money: money.toJson(),
    refunded: refunded?.toJson() ?? null,
  });
  return createHash('sha256').update(content).digest('hex');
}

/** Refuses a payment that contradicts itself; null when it is sound. */
export function contradiction(record: PaymentRecord): DomainError | null {
  const { money, refunded, status } = record;
  if (!money.isPositive()) {
    return refused('money', money.toString(), 'A payment is more than zero.', '付款金额须大于零。');
  }
  const back = refunded ?? Money.zero(money.currency);
  const saw = back.toString();
  if (back.currency !== money.currency) {
    const en = 'A refund is in the currency of its payment.';
    return refused('refunded', saw, en, '退款币种须与付款一致。');
  }
  if (back.amountMinor < 0n || back.isGreaterThan(money)) {
    const en = 'A refund is between zero and the amount paid.';
    return refused('refunded', saw, en, '退款金额须在零与付款金额之间。');
  }
  if (fitsStatus(status, back.amountMinor, money.amountMinor)) return null;
  return refused(
    'refunded',
    saw,
    `The status "${status}" and the refunded amount contradict each other.`,
    `状态“${status}”与退款金额相互矛盾。`,
  );
}

/** A payment that is `refunded` may leave the amount out; it is the whole amount then. */
function fitsStatus(status: PaymentStatus, refundedMinor: bigint, amountMinor: bigint): boolean {
  if (status === 'refunded') return refundedMinor === 0n || refundedMinor === amountMinor;
  if (status === 'partly_refunded') return refundedMinor > 0n && refundedMinor < amountMinor;
  return refundedMinor === 0n;
}

function refused(field: string, saw: string, en: string, zh: string): DomainError {
  return new DomainError(
    'unprocessable',
    'payment.contradiction',
    { en, 'zh-CN': zh },
    { field, saw },
  );
}

/** What was refunded as far as the report itself tells: all of it when the status says so. */
export function refundedMinorOf(record: PaymentRecord): bigint {
  if (record.status === 'refunded') return record.money.amountMinor;
  return record.refunded?.amountMinor ?? 0n;
}
