import { DomainError } from '@app/kernel';
import { Money } from '@app/money';

/** A payment as far as it can be claimed still. */
export interface ClaimedPayment {
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly refundedMinor: bigint;
  readonly claimedMinor: bigint;
}

/**
 * Refuses to claim more of a payment than is neither refunded nor claimed already:
 * `claim.payment_exhausted`. `index` is the place of its line in the claim.
 */
export function requireLeft(index: number, asked: Money, payment: ClaimedPayment): void {
  const left = Money.of(
    payment.amountMinor - payment.refundedMinor - payment.claimedMinor,
    payment.currency,
  );
  if (!asked.isGreaterThan(left)) return;
  throw new DomainError(
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
