import type { ImportedRow } from './payment-record';
import { ALL, OLD, ORDER, REFUNDED, read, row } from './testing/bill-rows';
import type { WechatBillOptions } from './wechat-trade-bill';

function only(cells: Readonly<Record<string, string>>, options?: WechatBillOptions): ImportedRow {
  return read([ALL, row(cells)], options)[0]!;
}

describe("a row of WeChat's trade bill", () => {
  it('of state SUCCESS is a settled payment', () => {
    expect(only({})).toEqual({
      kind: 'payment',
      lineNumber: 2,
      payment: {
        source: 'wechat-pay',
        sourceId: ORDER,
        channel: 'wechat',
        rail: 'wallet',
        paidAt: new Date('2026-03-01T01:30:00Z'),
        payer: { id: 'wechat:oSomebody000000000000000001' },
        payee: { id: '1900000109' },
        money: expect.objectContaining({ amountMinor: 1_990n, currency: 'CNY' }),
        status: 'settled',
        description: '牛奶',
      },
    });
  });

  it('of state REFUND is a refund of the order that it repeats, begun at 交易时间', () => {
    expect(only(REFUNDED)).toEqual({
      kind: 'refund',
      lineNumber: 2,
      refund: {
        source: 'wechat-pay',
        paymentSourceId: ORDER,
        refundId: '50303108562026030211487282563',
        money: expect.objectContaining({ amountMinor: 500n, currency: 'CNY' }),
        refundedAt: new Date('2026-03-02T02:00:00Z'),
        status: 'succeeded',
      },
    });
  });

  it('of state REVOKED is a refund of everything, with a key of its own when it has none', () => {
    const revoked = { ...REFUNDED, 交易状态: 'REVOKED', 退款金额: '19.90', 申请退款金额: '19.90' };
    expect(only({ ...revoked, 微信退款单号: '0' })).toMatchObject({
      kind: 'refund',
      refund: { refundId: `revoked:${ORDER}`, money: { amountMinor: 1_990n } },
    });
    expect(only(revoked)).toMatchObject({ refund: { refundId: REFUNDED.微信退款单号 } });
    expect(only({ 交易状态: 'REVOKED' })).toMatchObject({
      kind: 'refund',
      refund: { money: { amountMinor: 1_990n } },
    });
  });

  it.each([
    ['SUCCESS', 'succeeded'],
    ['PROCESSING', 'processing'],
    ['FAIL', 'failed'],
    ['CHANGE', 'abnormal'],
    ['', undefined],
  ])('with 退款状态 "%s" is a refund that is %s', (state, status) => {
    expect(only({ ...REFUNDED, 退款状态: state })).toMatchObject({ kind: 'refund' });
    const refunded = only({ ...REFUNDED, 退款状态: state });
    expect(refunded.kind === 'refund' ? refunded.refund.status : 'none').toBe(status);
  });

  it('keeps commas, quotes and single backticks of the goods', () => {
    const goods = '坚果, "混合" `A`, 750g';
    expect(only({ 商品名称: goods, 商户数据包: 'a,b,c' })).toMatchObject({
      payment: { description: goods },
    });
  });

  it('pays the sub-merchant where there is one', () => {
    expect(only({ 特约商户号: '1900007292' })).toMatchObject({
      payment: { payee: { id: '1900007292' } },
    });
    expect(only({ 特约商户号: '' })).toMatchObject({ payment: { payee: { id: '1900000109' } } });
  });

  it('finds the payer through the map, and never in the prototype of the map', () => {
    const payerMap = { oSomebody000000000000000001: 'u_1001' };
    expect(only({}, { payerMap })).toMatchObject({ payment: { payer: { id: 'u_1001' } } });
    expect(only({ 用户标识: 'constructor' }, { payerMap })).toMatchObject({
      payment: { payer: { id: 'wechat:constructor' } },
    });
  });

  it('takes the source that the caller names', () => {
    expect(only({}, { source: 'shop-7' })).toMatchObject({ payment: { source: 'shop-7' } });
    expect(only(REFUNDED, { source: 'shop-7' })).toMatchObject({ refund: { source: 'shop-7' } });
  });

  it.each([
    ['OTHERS', 'wallet'],
    ['', 'wallet'],
    ['CFT', 'balance'],
    ['LQT', 'money_fund'],
    ['CMB_CREDIT', 'quick_pay'],
    ['toString', 'quick_pay'],
  ])('paid by "%s" went over the rail %s', (bank, rail) => {
    expect(only({ 付款银行: bank })).toMatchObject({ payment: { rail } });
  });

  it.each([
    ['an order number from a spreadsheet', { 微信订单号: '4.2E+27' }, 'import.number_damaged'],
    ['no order number', { 微信订单号: '' }, 'import.missing_value'],
    ['no payer', { 用户标识: '' }, 'import.missing_value'],
    ['a state that we do not know', { 交易状态: 'NOTPAY' }, 'import.unknown_value'],
    ['a state in small letters', { 交易状态: 'success' }, 'import.unknown_value'],
    ['a time that was not', { 交易时间: '2026-02-30 00:00:00' }, 'import.invalid_time'],
    ['a currency that is none', { 货币种类: 'RMB' }, 'import.unknown_currency'],
    ['an amount that is none', { 订单金额: '1,990' }, 'import.malformed_amount'],
    ['a tab in the payer', { 用户标识: 'o1\t2' }, 'import.control_character'],
    ['a refund without a number', { ...REFUNDED, 微信退款单号: '0' }, 'import.missing_value'],
    ['a refund of a new state', { ...REFUNDED, 退款状态: 'MAYBE' }, 'import.unknown_value'],
    ['a goods name without end', { 商品名称: '长'.repeat(1_001) }, 'import.text_too_long'],
  ])('with %s is rejected in both languages, and the next row is read', (_case, cells, code) => {
    const rows = read([ALL, row(cells), row()]);
    expect(rows[0]).toMatchObject({
      kind: 'rejected',
      lineNumber: 2,
      reasonCode: code,
      reason: { en: expect.stringMatching(/[a-z]/), 'zh-CN': expect.stringMatching(/[一-龥]/) },
      raw: row(cells).slice(0, 1_000),
    });
    expect(rows[1]).toMatchObject({ kind: 'payment', lineNumber: 3 });
  });

  it.each([
    ['too few columns', '`2026-03-01 09:30:00,`wx', 'import.wrong_column_count'],
    ['too many columns', `${row()},\`more`, 'import.wrong_column_count'],
    ['no backticks', row().replaceAll('`', ''), 'import.not_a_bill_row'],
    ['no sense at all', 'lorem ipsum', 'import.not_a_bill_row'],
  ])('with %s is rejected', (_case, text, code) => {
    expect(read([ALL, text, row()])[0]).toMatchObject({ kind: 'rejected', reasonCode: code });
  });

  it('names the column as the file does when it is rejected', () => {
    const old = row({ 应结订单金额: 'x' }).split(',`').slice(0, 24).join(',`');
    expect(read([OLD, old])[0]).toMatchObject({
      reason: { en: expect.stringContaining('总金额'), 'zh-CN': expect.stringContaining('总金额') },
    });
  });
});
