import { parseDecimal } from '@app/money';

import { contradiction, malformedAmount, nothingPaid } from './row-refusals';
import type { BillColumn, BillHeader } from './wechat-bill-header';

export const BILL_AMOUNT_COLUMNS = [
  'settlementAmount',
  'couponAmount',
  'refundAmount',
  'couponRefundAmount',
  'orderAmount',
  'appliedRefundAmount',
] as const satisfies readonly BillColumn[];
export type BillAmountColumn = (typeof BILL_AMOUNT_COLUMNS)[number];

/** The amounts of one row in minor units (fen for CNY); absent and blank columns are undefined. */
export type BillAmounts = Readonly<Record<BillAmountColumn, bigint | undefined>>;

/** Reads the amounts of a row from decimal major units, by string arithmetic alone. */
export function readBillAmounts(
  header: BillHeader,
  cells: readonly string[],
  currency: string,
): BillAmounts {
  const amountIn = (column: BillAmountColumn): bigint | undefined => {
    const place = header.columns[column];
    const cell = place === undefined ? '' : (cells[place.index] ?? '').trim();
    if (place === undefined || cell === '') return undefined;
    // Most amounts are zero, and comparing is cheaper than an exact parse.
    return cell === '0.00' ? 0n : minorOf(cell, place.name, currency);
  };
  return {
    settlementAmount: amountIn('settlementAmount'),
    couponAmount: amountIn('couponAmount'),
    refundAmount: amountIn('refundAmount'),
    couponRefundAmount: amountIn('couponRefundAmount'),
    orderAmount: amountIn('orderAmount'),
    appliedRefundAmount: amountIn('appliedRefundAmount'),
  };
}

function minorOf(cell: string, field: string, currency: string): bigint {
  if (!/^\d{1,15}(?:\.\d{1,5})?$/.test(cell)) throw malformedAmount(field, cell, '12.30');
  return parseDecimal(cell, currency).amountMinor;
}

/**
 * What the payer really paid, out of their own pocket: 订单金额 − 代金券金额, and never more than
 * 应结订单金额.
 *
 * A coupon is somebody else's money, and a guarantee makes good a loss, so what a coupon covered is
 * not compensated. WeChat says of the order query, whose fields the bill repeats, that the order's
 * amount less its coupons is the cash paid. Coupons that the merchant has not paid for in advance
 * (免充值券) also lower 应结订单金额; whether 代金券金额 holds them too, the bill's description leaves
 * open. The smaller of the two readings is right in both cases. In old files 总金额 takes the place of
 * 应结订单金额 and is the order's amount.
 */
export function paidByPayer(amounts: BillAmounts): bigint {
  const order = amounts.orderAmount ?? amounts.settlementAmount ?? 0n;
  const coupon = amounts.couponAmount ?? 0n;
  if (coupon > order) throw couponTooLarge(coupon, order);
  const settlement = amounts.settlementAmount ?? order;
  const paid = order - coupon < settlement ? order - coupon : settlement;
  if (paid === 0n) throw nothingPaid('订单金额', '0.00');
  return paid;
}

/**
 * What goes back into the payer's pocket: 退款金额 − 充值券退款金额. 申请退款金额 still holds the
 * merchant's own coupons, 退款金额 no longer does, 充值券退款金额 is what prepaid coupons get back.
 * A revoked payment without a refund part gives back all that was paid.
 */
export function refundedToPayer(amounts: BillAmounts, isRevoked: boolean): bigint {
  const applied = amounts.appliedRefundAmount ?? 0n;
  const gross = amounts.refundAmount ?? applied;
  if (gross === 0n && isRevoked) return applied > 0n ? applied : paidByPayer(amounts);
  const coupon = amounts.couponRefundAmount ?? 0n;
  if (coupon > gross) throw couponTooLarge(coupon, gross);
  if (gross === coupon) throw nothingPaid('退款金额', '0.00');
  return gross - coupon;
}

function couponTooLarge(coupon: bigint, whole: bigint): Error {
  return contradiction('代金券金额', `${String(coupon)} > ${String(whole)}`, {
    en: 'The coupons are larger than the amount that they belong to (both in minor units).',
    'zh-CN': '代金券金额大于其所属金额（单位：分）。',
  });
}
