import { readFundBill } from './read-fund-bill';
import { TRANSFER } from './testing/wechat-terms';

const HEADER =
  '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号';
const SUMMARY = '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额';
const OF = { account: '1900000109 OPERATION', day: '2026-11-26' };

const row = (cells: string) => `\`${cells.split('|').join(',`')}`;

const TOP_UP = '2026-11-26 00:00:00|C1|F1|充值/提现|充值|收入|1000.00|1500.00|system||C1';
const PAID = `2026-11-26 09:30:00|1330001|F2|商家转账|商家转账|支出|199.00|1301.00|API|赔付,盗刷|${TRANSFER.key}`;
const BACK = `2026-11-26 10:00:00|1330001|F3|商家转账|转账退回|收入|199.00|1500.00|API||${TRANSFER.key}`;
const FEE = '2026-11-26 10:00:00|P1|F4|交易|扣除交易手续费|支出|0.10|1499.90|system||A1';
const SALE = '2026-11-26 23:59:59|P2|F5|交易|交易|收入|8.88|1508.78|system|小店|A2';
const LINES = [TOP_UP, PAID, BACK, FEE, SALE];

function bill(lines: readonly string[], totals: string, end = '\r\n'): string {
  return [`\uFEFF${HEADER}`, ...lines.map(row), SUMMARY, row(totals), ''].join(end);
}

const TOTALS = '5.0|3.0|1207.88|2.0|199.10';

describe('the fund bill of WeChat Pay', () => {
  it('becomes a statement of its day, with balances that its lines prove', () => {
    const statement = readFundBill(bill(LINES, TOTALS), OF);
    expect(statement).toMatchObject({
      source: 'wechat',
      account: '1900000109 OPERATION',
      from: new Date('2026-11-25T16:00:00Z'),
      to: new Date('2026-11-26T16:00:00Z'),
      opening: { amountMinor: 50_000n, currency: 'CNY' },
      closing: { amountMinor: 150_878n, currency: 'CNY' },
    });
    expect(statement.lines.map(({ kind, direction, key }) => [kind, direction, key])).toEqual([
      ['top_up', 'in', null],
      ['payout', 'out', TRANSFER.key],
      ['return', 'in', TRANSFER.key],
      ['fee', 'out', null],
      ['other', 'in', null],
    ]);
    expect(statement.lines[1]).toEqual({
      lineId: 'F2',
      kind: 'payout',
      direction: 'out',
      money: expect.objectContaining({ amountMinor: 19_900n, currency: 'CNY' }),
      bookedAt: new Date('2026-11-26T01:30:00Z'),
      key: TRANSFER.key,
      transferId: '1330001',
      text: '商家转账 · 商家转账 · 赔付,盗刷',
    });
  });

  it('is read with the line ends of either world, and with nothing in it', () => {
    expect(readFundBill(bill(LINES, TOTALS, '\n'), OF).lines).toHaveLength(5);
    const empty = readFundBill(bill([], '0|0|0.00|0|0.00'), OF);
    expect(empty).toMatchObject({ lines: [], opening: null, closing: null });
  });

  it('states no balances where those of its lines do not follow from each other', () => {
    const jumbled = [TOP_UP, BACK, PAID, FEE, SALE];
    expect(readFundBill(bill(jumbled, TOTALS), OF)).toMatchObject({ opening: null, closing: null });
  });

  it.each([
    ['another header', bill(LINES, TOTALS).replace('记账时间', '交易时间'), 1],
    ['a page', '<!doctype html>', 1],
    ['nothing', '', 1],
    ['no totals', [HEADER, ...LINES.map(row)].join('\n'), 6],
    ['a header alone', HEADER, 1],
    ['a line less than it counts', bill(LINES.slice(1), TOTALS), 7],
    ['another sum', bill(LINES, '5|3|1207.89|2|199.10'), 8],
    ['a sum that is none', bill(LINES, '5|3|many|2|199.10'), 8],
    ['a line of another day', bill([TOP_UP.replace('11-26', '11-27')], '1|1|1000.00|0|0.00'), 2],
    ['a line of no day', bill([TOP_UP.replace('11-26', '11-31')], '1|1|1000.00|0|0.00'), 2],
    ['a line that came twice', bill([FEE, FEE], '2|0|0.00|2|0.20'), 3],
    ['a line without a number', bill([FEE.replace('F4', '')], '1|0|0.00|1|0.10'), 2],
    ['a third of a fen', bill([FEE.replace('0.10', '0.103')], '1|0|0.00|1|0.10'), 2],
    ['an amount below nought', bill([FEE.replace('0.10', '-0.10')], '1|0|0.00|1|-0.10'), 2],
    ['neither in nor out', bill([FEE.replace('支出', '转移')], '1|0|0.00|1|0.10'), 2],
    ['a column less', bill([FEE.replace('system|', '')], '1|0|0.00|1|0.10'), 2],
    ['a line without backticks', [HEADER, FEE, SUMMARY, row('1|0|0|1|0.1')].join('\n'), 2],
  ])('is refused as a whole with %s', (_what, text, line) => {
    const details = expect.objectContaining({ field: 'file', line: String(line) }) as object;
    const refused = { code: 'statement.unreadable_fund_bill', details };
    expect(() => readFundBill(text, OF)).toThrow(expect.objectContaining(refused) as Error);
  });
});
