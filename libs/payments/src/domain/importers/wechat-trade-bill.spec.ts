import { DomainError } from '@app/kernel';

import type { TextLine } from './decode-text';
import type { ImportedRow } from './payment-record';
import { WechatTradeBillReader } from './wechat-trade-bill';
import type { WechatBillOptions } from './wechat-trade-bill';

const ALL =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const SUCCESS =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,商品名称,商户数据包,手续费,费率,订单金额,费率备注';
const REFUND =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,退款申请时间,退款成功时间,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const OLD =
  '交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,企业红包金额,微信退款单号,商户退款单号,退款金额,企业红包退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率';
const TOTALS =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

const ORDER = '4200002086202603011745964084';

/** A row of the ALL variant; what a test does not name is an ordinary payment of 19.90. */
function row(cells: Readonly<Record<string, string>> = {}): string {
  const usual: Record<string, string> = {
    交易时间: '2026-03-01 09:30:00',
    公众账号ID: 'wx0000000000000001',
    商户号: '1900000109',
    特约商户号: '0',
    微信订单号: ORDER,
    商户订单号: 'P-1',
    用户标识: 'oSomebody000000000000000001',
    交易类型: 'JSAPI',
    交易状态: 'SUCCESS',
    付款银行: 'OTHERS',
    货币种类: 'CNY',
    应结订单金额: '19.90',
    代金券金额: '0.00',
    微信退款单号: '0',
    商户退款单号: '0',
    退款金额: '0.00',
    充值券退款金额: '0.00',
    商品名称: '牛奶',
    手续费: '0.11940',
    费率: '0.60%',
    订单金额: '19.90',
    申请退款金额: '0.00',
  };
  return ALL.split(',')
    .map((name) => `\`${cells[name] ?? usual[name] ?? ''}`)
    .join(',');
}

const REFUNDED = {
  交易时间: '2026-03-02 10:00:00',
  交易状态: 'REFUND',
  应结订单金额: '0.00',
  订单金额: '0.00',
  微信退款单号: '50303108562026030211487282563',
  商户退款单号: 'R-1',
  退款金额: '5.00',
  申请退款金额: '5.00',
  退款类型: 'ORIGINAL',
  退款状态: 'SUCCESS',
};

function read(lines: readonly string[], options: WechatBillOptions = {}): ImportedRow[] {
  const reader = new WechatTradeBillReader(options);
  const numbered = lines.map((text, index): TextLine => ({ lineNumber: index + 1, text }));
  return [...reader.read(numbered), ...reader.finish()];
}

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

describe('the variants of the bill', () => {
  it('SUCCESS has 20 columns and no refunds', () => {
    const cells = row().split(',`');
    const line = [...cells.slice(0, 14), ...cells.slice(20, 25), ''].join(',`');
    expect(read([SUCCESS, line])[0]).toMatchObject({
      kind: 'payment',
      payment: { sourceId: ORDER, money: { amountMinor: 1_990n }, description: '牛奶' },
    });
  });

  it('REFUND says in 退款申请时间 when the refund was begun', () => {
    const cells = row(REFUNDED).split(',`');
    const times = ['2026-03-02 18:13:10', '2026-03-02 18:13:12'];
    const line = [...cells.slice(0, 14), ...times, ...cells.slice(14)].join(',`');
    expect(read([REFUND, line])[0]).toMatchObject({
      kind: 'refund',
      refund: { refundedAt: new Date('2026-03-02T10:13:10Z'), money: { amountMinor: 500n } },
    });
  });

  it('old files have 总金额 and 企业红包金额', () => {
    const line = row({ 应结订单金额: '8.88', 代金券金额: '0.88' })
      .split(',`')
      .slice(0, 24)
      .join(',`');
    expect(read([OLD, line])[0]).toMatchObject({
      payment: { money: { amountMinor: 800n }, payee: { id: '1900000109' } },
    });
  });

  it('is mapped by name, wherever a column stands and whatever is added', () => {
    const header = `新的列,${ALL.split(',').reverse().join(',')}`;
    const line = `\`?,\`${row().slice(1).split(',`').reverse().join(',`')}`;
    expect(read([header, line])[0]).toMatchObject({ payment: { sourceId: ORDER } });
  });

  it('is understood with backticks in the header', () => {
    const header = ALL.split(',')
      .map((name) => `\`${name}`)
      .join(',');
    expect(read([header, row()])[0]).toMatchObject({ kind: 'payment' });
  });

  it.each([
    ['without the time', ALL.replace('交易时间,', ''), 'import.missing_columns'],
    [
      'without any amount',
      ALL.replace('应结订单金额,', '').replace('订单金额,', ''),
      'import.missing_columns',
    ],
    ['with a column twice', `${ALL},微信订单号`, 'import.repeated_columns'],
    ['with two names of one column', `${ALL},总金额`, 'import.repeated_columns'],
  ])('is refused %s, in words that list the columns', (_case, header, code) => {
    expect(() => read([header, row()])).toThrow(DomainError);
    expect(() => read([header, row()])).toThrow(expect.objectContaining({ code }));
  });
});

describe('the totals of the bill', () => {
  const good = [ALL, row(), row(REFUNDED), TOTALS, '`2,`19.90,`5.00,`0.00,`0.08940,`19.90,`5.00'];

  it('agree with the rows', () => {
    expect(read(good).at(-1)).toEqual({
      kind: 'summary',
      lineNumber: 5,
      matches: true,
      checks: [
        { name: '总交易单数', stated: '2', counted: '2', matches: true },
        { name: '应结订单总金额', stated: '19.90', counted: '19.90', matches: true },
        { name: '退款总金额', stated: '5.00', counted: '5.00', matches: true },
        { name: '充值券退款总金额', stated: '0.00', counted: '0.00', matches: true },
        { name: '订单总金额', stated: '19.90', counted: '19.90', matches: true },
        { name: '申请退款总金额', stated: '5.00', counted: '5.00', matches: true },
      ],
    });
    expect(read(good).map(({ kind }) => kind)).toEqual(['payment', 'refund', 'summary']);
  });

  it('agree when they are written with fewer decimals, or by the old names', () => {
    const short = [...good.slice(0, 4), '`2,`19.9,`5,`0.0,`0,`19.90,`5.0'];
    expect(read(short).at(-1)).toMatchObject({ matches: true });
    const oldRow = row().split(',`').slice(0, 24).join(',`');
    const oldTotals = '总交易单数,总交易额,总退款金额,总企业红包退款金额,手续费总金额';
    const old = read([OLD, oldRow, oldTotals, '`1,`19.90,`0.00,`0.00,`0.1']);
    expect(old.at(-1)).toMatchObject({ matches: true, checks: { length: 4 } });
  });

  it('may be seven in a SUCCESS file, which has no refunds to add up', () => {
    const cells = row().split(',`');
    const line = [...cells.slice(0, 14), ...cells.slice(20, 25), ''].join(',`');
    const rows = read([SUCCESS, line, TOTALS, '`1,`19.90,`0.00,`0.00,`0.11940,`19.90,`0.00']);
    expect(rows.at(-1)).toMatchObject({ kind: 'summary', matches: true });
  });

  it('that do not agree are reported; the good rows stay', () => {
    const wrong = [...good.slice(0, 4), '`3,`19.90,`5.00,`0.00,`0.08940,`29.90,`5.00'];
    const rows = read(wrong);
    expect(rows.map(({ kind }) => kind)).toEqual(['payment', 'refund', 'rejected', 'summary']);
    expect(rows[2]).toMatchObject({
      reasonCode: 'import.summary_mismatch',
      lineNumber: 5,
      reason: {
        en: expect.stringContaining('订单总金额 states "29.90", the rows give 19.90'),
        'zh-CN': expect.stringContaining('总交易单数 汇总为“3”，明细合计为 2'),
      },
    });
    expect(rows[3]).toMatchObject({ matches: false });
  });

  it('count a rejected row as a row', () => {
    const rows = read([ALL, 'broken', TOTALS, '`1,`0.00,`0.00,`0.00,`0.0,`0.00,`0.00']);
    expect(rows.at(-1)).toMatchObject({ matches: true });
  });

  it('that are missing show that the file was cut off', () => {
    for (const cut of [good.slice(0, 3), good.slice(0, 4)]) {
      expect(read(cut).slice(-2)).toMatchObject([
        { kind: 'rejected', reasonCode: 'import.summary_missing' },
        { kind: 'summary', matches: false, checks: [] },
      ]);
    }
  });

  it('that are garbage do not agree', () => {
    const rows = read([...good.slice(0, 4), 'garbage']);
    expect(rows.slice(-2)).toMatchObject([
      { kind: 'rejected' },
      { kind: 'summary', matches: false },
    ]);
  });

  it('end the file: rows behind them are rejected', () => {
    expect(read([...good, '', row()]).at(-1)).toMatchObject({
      kind: 'rejected',
      lineNumber: 7,
      reasonCode: 'import.not_a_bill_row',
    });
  });

  it('of a day without trade are zero', () => {
    const rows = read([ALL, TOTALS, '`0,`0.00,`0.00,`0.00,`0.00000,`0.00,`0.00']);
    expect(rows).toMatchObject([{ kind: 'summary', matches: true }]);
  });
});
