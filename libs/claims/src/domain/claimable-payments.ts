import { DomainError } from '@app/kernel';
import type { Money } from '@app/money';
import type { PaymentEntity } from '@app/payments';

export interface RequestedLine {
  readonly paymentId: string;
  readonly money: Money;
}

/**
 * The payments that a claim names, if it may name them: each exists, is the claimant's own and is
 * settled, and each amount is positive and in its payment's currency, one currency in all. A
 * stranger's payment looks exactly like one that does not exist.
 */
export function requireClaimable(
  lines: readonly RequestedLine[],
  payments: readonly (PaymentEntity | null)[],
  partyId: string,
): PaymentEntity[] {
  return lines.map((_, index) =>
    requireClaimableLine(lines, index, { payment: payments[index] ?? null, partyId }),
  );
}

/** The same of one line among those of a claim. */
export function requireClaimableLine(
  lines: readonly RequestedLine[],
  index: number,
  { payment, partyId }: { readonly payment: PaymentEntity | null; readonly partyId: string },
): PaymentEntity {
  const line = lines[index];
  if (line === undefined) throw new RangeError(`There is no line ${String(index)}.`);
  const field = `lines[${String(index)}]`;
  if (payment?.payerId !== partyId) throw notFound(field, line.paymentId);
  if (lines.findIndex(({ paymentId }) => paymentId === line.paymentId) !== index) {
    throw twice(field, line.paymentId);
  }
  if (payment.status === 'failed' || payment.status === 'refunded')
    throw notSettled(field, payment);
  requireAmount(field, line.money, payment, lines[0]?.money.currency ?? '');
  return payment;
}

function requireAmount(
  field: string,
  money: Money,
  payment: PaymentEntity,
  currency: string,
): void {
  if (money.currency === payment.currency && money.currency === currency && money.isPositive())
    return;
  throw new DomainError(
    'unprocessable',
    'claim.wrong_currency',
    {
      en: `You claim ${money.toString()}; claim an amount above zero in ${payment.currency}, the currency of the payment, and one currency per claim.`,
      'zh-CN': `您索赔 ${money.toString()}；请以付款币种 ${payment.currency} 填写大于零的金额，且每份索赔只用一种币种。`,
    },
    { field: `${field}.money`, saw: money.toString() },
  );
}

function notFound(field: string, paymentId: string): DomainError {
  return new DomainError(
    'not_found',
    'claim.payment_not_found',
    {
      en: 'We know no such payment of yours. Choose one from GET /v1/payments, or ask us by telephone.',
      'zh-CN': '未找到您的这笔付款。请从付款列表中选择，或致电我们。',
    },
    { field: `${field}.paymentId`, saw: paymentId },
  );
}

function twice(field: string, paymentId: string): DomainError {
  return new DomainError(
    'unprocessable',
    'claim.payment_twice',
    {
      en: 'This payment is named twice. Put the whole amount into one line.',
      'zh-CN': '同一笔付款出现了两次，请合并为一行。',
    },
    { field: `${field}.paymentId`, saw: paymentId },
  );
}

function notSettled(field: string, payment: PaymentEntity): DomainError {
  const { status } = payment;
  return new DomainError(
    'conflict',
    'claim.payment_not_settled',
    {
      en: `This payment is "${status}": no money of yours is missing from it.`,
      'zh-CN': `该笔付款状态为“${status === 'failed' ? '失败' : '已全额退款'}”，没有造成损失。`,
    },
    { field: `${field}.paymentId`, saw: status },
  );
}
