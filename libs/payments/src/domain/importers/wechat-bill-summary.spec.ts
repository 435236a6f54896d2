import { ALL, OLD, REFUNDED, SUCCESS, read, row } from './testing/bill-rows';

const TOTALS =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

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
