import fc from 'fast-check';

import { balanceLine, csvStatement, CSV_HEAD } from '../../../../../test/support/statement-steps';
import type { CsvLine } from '../../../../../test/support/statement-steps';
import { readStatements } from './read-statements';
import type { ReadFile, StatementWords } from './read-statements';

const KEY = 'pyo01h455vb4pex5vsknk084sn02q';
const AT = new Date('2026-11-26T01:30:00Z');
const WORDS: StatementWords = { rail: 'wallet', account: null, day: null, timeZone: 'UTC' };

const read = (text: string | Buffer, words: Partial<StatementWords> = {}): ReadFile =>
  readStatements(Buffer.from(text), 'auto', { ...WORDS, ...words });
const line = (wish: Partial<CsvLine> = {}): CsvLine => ({
  ...{ lineId: 'l1', amount: '199.00', at: AT, key: KEY },
  ...wish,
});

/** The code of the refusal; what was read, if nothing refuses it. */
function refusal(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}

describe('our own CSV of a statement', () => {
  it('is read line by line, with its balances and its span', () => {
    const end = new Date('2026-11-27T00:00:00Z');
    const text = csvStatement([
      balanceLine('opening', '-1.00', new Date('2026-11-26T00:00:00Z')),
      line({ transferId: 't-9', text: '"a, b"' }),
      line({ lineId: 'l2', direction: 'in', kind: 'top_up', key: '', amount: '500' }),
      balanceLine('closing', '300.00', end),
    ]);
    const { format, statements } = read(text, { account: 'W-1' });
    expect(format).toBe('csv');
    expect(statements).toMatchObject([
      {
        ...{ source: 'wallet', account: 'W-1', currency: 'CNY', to: end },
        ...{ opening: { amountMinor: -100n }, closing: { amountMinor: 30_000n } },
        lines: [
          { kind: 'payout', key: KEY, transferId: 't-9', text: 'a, b', bookedAt: AT },
          { kind: 'top_up', direction: 'in', money: { amountMinor: 50_000n }, key: null },
        ],
      },
    ]);
  });

  it('is one statement for each currency', () => {
    const euros = csvStatement([line({ lineId: 'e', amount: '1.00' })], 'EUR').split('\n')[1]!;
    const { statements } = read(`${csvStatement([line()])}\n${euros}\n`);
    expect(statements.map(({ currency }) => currency)).toEqual(['CNY', 'EUR']);
  });

  it('keeps a key that is none of ours as words', () => {
    const [statement] = read(csvStatement([line({ key: 'order-7' })])).statements;
    expect(statement?.lines[0]).toMatchObject({ key: null, text: 'order-7' });
  });

  const row = (cells: string): string => `${CSV_HEAD}\n${cells}`;
  const at = AT.toISOString();

  it.each<[string, string, string]>([
    ['nothing', '', 'statement.unknown_format'],
    ['a page of a proxy', '<html><body>502</body></html>', 'statement.other_rail'],
    ['another header', 'line_id,amount\nl1,1.00', 'statement.unreadable_csv'],
    ['a column too few', row(`l1,${at},out,1.00,CNY,payout,,`), 'statement.unreadable_csv'],
    ['an open quotation mark', row(`"l1,${at}`), 'statement.unreadable_csv'],
    ['no line id', row(`,${at},out,1.00,CNY,payout,,,`), 'statement.unreadable_csv'],
    ['another kind', row(`l1,${at},out,1.00,CNY,gift,,,`), 'statement.unreadable_csv'],
    ['no direction', row(`l1,${at},,1.00,CNY,payout,,,`), 'statement.unreadable_csv'],
    ['an amount below zero', row(`l1,${at},out,-1.00,CNY,payout,,,`), 'statement.unreadable_csv'],
    ['a tenth of a fen', row(`l1,${at},out,1.001,CNY,payout,,,`), 'statement.unreadable_csv'],
    ['a formula', row(`l1,${at},out,=1+1,CNY,payout,,,`), 'statement.unreadable_csv'],
    ['no currency', row(`l1,${at},out,1.00,YEN,payout,,,`), 'statement.unreadable_csv'],
    [
      'a time without a zone',
      row('l1,2026-11-26T01:00:00,out,1.00,CNY,payout,,,'),
      'statement.unreadable_csv',
    ],
    [
      'two openings',
      csvStatement([balanceLine('opening', '1', AT), balanceLine('opening', '1', AT)]),
      'statement.unreadable_csv',
    ],
    ['no rows', CSV_HEAD, 'statement.unknown_format'],
    ['a line twice', csvStatement([line(), line()]), 'statement.unsound'],
    ['too long an id', csvStatement([line({ lineId: 'x'.repeat(121) })]), 'statement.unsound'],
    [
      'more money than there is',
      csvStatement([line({ amount: '9'.repeat(15) })]),
      'statement.unsound',
    ],
    [
      'balances that its lines do not lead to',
      csvStatement([balanceLine('opening', '9', AT), line(), balanceLine('closing', '9', AT)]),
      'statement.unsound',
    ],
    [
      'a year long past',
      csvStatement([line({ at: new Date('1970-01-01T00:00:00Z') })]),
      'statement.unsound',
    ],
  ])('is refused as a whole for %s', (_what, text, code) => {
    expect(refusal(() => read(text))).toBe(code);
  });

  it('is not taken in another encoding', () => {
    const bytes = Buffer.concat([Buffer.from(`${CSV_HEAD}\n`), Buffer.from([0xc4, 0xe3])]);
    expect(refusal(() => read(bytes))).toBe('statement.unknown_format');
  });

  it('never fails but by refusing, whatever bytes come', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom(',', '"', '\n', '\0', at, '1.00', 'CNY', 'out', 'payout', 'l1', KEY))
        .map((parts) => `${CSV_HEAD}\n${parts.join('')}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const seen = refusal(() => read(text));
        const isRefused = typeof seen === 'string' && seen.startsWith('statement.');
        expect(isRefused || typeof seen === 'object').toBe(true);
      }),
    );
  });
});

describe('a file of a rail', () => {
  const fundBill = [
    '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号',
    `\`2026-11-26 09:30:00,\`1330,\`flow-1,\`商家转账,\`商家转账,\`支出,\`199.00,\`801.00,\`system,\`赔付,\`${KEY}`,
    '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额',
    '`1,`0,`0.00,`1,`199.00',
  ].join('\n');

  it('is known by what it looks like', () => {
    const { format, statements } = read(fundBill, { rail: 'wechat' });
    expect(format).toBe('wechat-fund-bill');
    expect(statements).toMatchObject([
      {
        ...{ source: 'wechat', currency: 'CNY', opening: { amountMinor: 100_000n } },
        lines: [{ lineId: 'flow-1', key: KEY, kind: 'payout' }],
      },
    ]);
  });

  it('is no statement of another rail', () => {
    expect(refusal(() => read(fundBill, { rail: 'alipay' }))).toBe('statement.other_rail');
  });

  it('without a line has to be named the day of', () => {
    const [header, , title] = fundBill.split('\n');
    const empty = [header, title, '`0,`0,`0.00,`0,`0.00'].join('\n');
    expect(refusal(() => read(empty, { rail: 'wechat' }))).toBe('statement.day_missing');
    const never = { rail: 'wechat', day: '2026-02-30' };
    expect(refusal(() => read(empty, never))).toBe('statement.day_missing');
    const { statements } = read(empty, { rail: 'wechat', day: '2026-11-26' });
    expect(statements).toMatchObject([{ currency: 'CNY', lines: [] }]);
  });
});
