import { DomainError } from '@app/kernel';

import { paidByPayer, readBillAmounts, refundedToPayer } from './wechat-bill-amounts';
import { readBillHeader } from './wechat-bill-header';

const KEYS = '交易时间,商户号,微信订单号,用户标识,交易状态,货币种类';

function amountsOf(columns: string, cells: string, currency = 'CNY') {
  const header = readBillHeader(`${KEYS},${columns}`);
  return readBillAmounts(header, ['', '', '', '', '', '', ...cells.split(',')], currency);
}

describe('what the payer paid', () => {
  it.each([
    ['no coupon', '应结订单金额,代金券金额,订单金额', '100.00,0.00,100.00', 10_000n],
    ['a prepaid coupon', '应结订单金额,代金券金额,订单金额', '100.00,5.00,100.00', 9_500n],
    ["the merchant's own coupon", '应结订单金额,代金券金额,订单金额', '90.00,10.00,100.00', 9_000n],
    ['both kinds', '应结订单金额,代金券金额,订单金额', '90.00,15.00,100.00', 8_500n],
    [
      'an own coupon that only 应结订单金额 shows',
      '应结订单金额,代金券金额,订单金额',
      '90.00,0.00,100.00',
      9_000n,
    ],
    ['no 订单金额', '应结订单金额,代金券金额', '36.00,5.29', 3_071n],
    ['no 应结订单金额', '代金券金额,订单金额', '5.29,36.00', 3_071n],
    ['the old names', '总金额,企业红包金额', '8.88,0.88', 800n],
    ['no coupon column', '总金额', '0.01', 1n],
    ['amounts without decimals', '订单金额', '12', 1_200n],
    ['an amount with one decimal', '订单金额', '12.3', 1_230n],
    ['zeros behind the fen', '订单金额', '12.30000', 1_230n],
  ])('with %s is what left their own pocket', (_case, columns, cells, fen) => {
    expect(paidByPayer(amountsOf(columns, cells))).toBe(fen);
  });

  it('follows the currency', () => {
    expect(paidByPayer(amountsOf('订单金额', '1200', 'JPY'))).toBe(1_200n);
    expect(paidByPayer(amountsOf('订单金额', '1.234', 'KWD'))).toBe(1_234n);
  });

  it.each([
    ['a coupon covered everything', '代金券金额,订单金额', '36.00,36.00', 'import.nothing_paid'],
    ['nothing was to be paid', '订单金额', '0.00', 'import.nothing_paid'],
    [
      'the coupon is larger than the order',
      '代金券金额,订单金额',
      '36.01,36.00',
      'import.contradiction',
    ],
    ['the amount is negative', '订单金额', '-1.00', 'import.malformed_amount'],
    ['the amount has separators', '订单金额', '1 200.00', 'import.malformed_amount'],
    ['the amount is a word', '订单金额', 'NaN', 'import.malformed_amount'],
    ['there are parts of a fen', '订单金额', '1.005', 'money.malformed_amount'],
  ])('is refused when %s', (_case, columns, cells, code) => {
    expect(codeOf(() => paidByPayer(amountsOf(columns, cells)))).toBe(code);
  });
});

describe('what came back to the payer', () => {
  const columns = '订单金额,退款金额,充值券退款金额,申请退款金额';

  it.each([
    ['no coupon', columns, '0.00,100.00,0.00,100.00', false, 10_000n],
    ['a prepaid coupon', columns, '0.00,100.00,5.00,100.00', false, 9_500n],
    ["the merchant's own coupon", columns, '0.00,90.00,0.00,100.00', false, 9_000n],
    ['only 申请退款金额', '订单金额,申请退款金额', '0.00,12.00', false, 1_200n],
    ['the old names', '总金额,退款金额,企业红包退款金额', '0.00,0.05,0.02', false, 3n],
    ['a revoked payment with a refund part', columns, '0.00,2.00,0.00,2.00', true, 200n],
    [
      'a revoked payment without one',
      '应结订单金额,代金券金额,订单金额',
      '9.00,1.00,10.00',
      true,
      900n,
    ],
  ])('with %s leaves coupons out', (_case, names, cells, isRevoked, fen) => {
    expect(refundedToPayer(amountsOf(names, cells), isRevoked)).toBe(fen);
  });

  it.each([
    ['only coupons came back', '0.00,5.00,5.00,5.00', 'import.nothing_paid'],
    ['nothing came back', '0.00,0.00,0.00,0.00', 'import.nothing_paid'],
    ['more coupons than refund came back', '0.00,5.00,5.01,5.00', 'import.contradiction'],
  ])('is refused when %s', (_case, cells, code) => {
    expect(codeOf(() => refundedToPayer(amountsOf(columns, cells), false))).toBe(code);
  });
});

function codeOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error instanceof DomainError ? error.code : error;
  }
}
