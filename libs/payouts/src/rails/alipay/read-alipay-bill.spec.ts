import { DomainError } from '@app/kernel';

import type { Statement } from '../../domain/statement-line';
import { readAlipayBill } from './read-alipay-bill';

const KEY = 'pyo01h455vb4pex5vsknk084sn02q';
const HEADER =
  '账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注';
const HEAD = [
  '#支付宝账务明细查询',
  '#账号：[20888011365400330156]',
  '#起始日期：[2026年11月23日 00:00:00]   终止日期：[2026年11月24日 00:00:00]',
  '#-----------------------------------------账务明细列表----------------------------------------',
];
const END =
  '#----------------------------------------账务明细列表结束-------------------------------------';

const ROWS = [
  `1001\t,20261123001\t,${KEY}\t,赔付款\t,2026-11-23 09:00:01,林小满 (138******00)\t,0.00,-199.00,9801.00,支付宝,转账\t,`,
  `1002\t,20261123002\t,${KEY}\t,赔付款\t,2026-11-23 10:00:00,,199.00,0.00,10000.00,支付宝,转账退回,退票`,
  '1003\t,20261123003\t,\t,,2026-11-23 11:00:00,,0.00,-0.50,9999.50,支付宝,收费,服务费',
  '1004\t,20261123004\t,\t,,2026-11-23 12:00:00,,5000.00,0.00,14999.50,支付宝,充值,',
  '1005\t,20261123005\t,T200P1\t,气球,2026-11-23 23:59:59,,12.30,0.00,15011.80,支付宝,在线支付,',
];
const TOTALS = [
  '#支出合计：2笔，共-199.50元',
  '#收入合计：3笔，共5211.30元',
  '#导出时间：[2026年11月24日 09:00:00]',
];

interface Bill {
  readonly head?: readonly string[];
  readonly header?: string;
  readonly rows?: readonly string[];
  readonly end?: string;
  readonly totals?: readonly string[];
}

function aBill({
  head = HEAD,
  header = HEADER,
  rows = ROWS,
  end = END,
  totals = TOTALS,
}: Bill): string {
  return [...head, header, ...rows, end, ...totals, ''].join('\r\n');
}

const read = (bill: Bill): Statement => readAlipayBill(Buffer.from(aBill(bill), 'utf8'));

describe('the account bill of Alipay', () => {
  it('becomes a statement, line by line', () => {
    const statement = read({});
    expect(statement).toMatchObject({
      source: 'alipay',
      account: '20888011365400330156',
      from: new Date('2026-11-22T16:00:00Z'),
      to: new Date('2026-11-23T16:00:00Z'),
      opening: { amountMinor: 1_000_000n },
      closing: { amountMinor: 1_501_180n },
    });
    expect(
      statement.lines.map(({ lineId, kind, direction, money, key }) =>
        [lineId, kind, direction, money.toString(), key ?? '–'].join(' '),
      ),
    ).toEqual([
      `1001 payout out 199.00 CNY ${KEY}`,
      `1002 return in 199.00 CNY ${KEY}`,
      '1003 fee out 0.50 CNY –',
      '1004 top_up in 5000.00 CNY –',
      '1005 other in 12.30 CNY –',
    ]);
    expect(statement.lines[0]).toMatchObject({
      transferId: '20261123001',
      bookedAt: new Date('2026-11-23T01:00:01Z'),
      text: '转账 · 林小满 (138******00)',
    });
  });

  it('is the same in GBK, which is how it is downloaded', () => {
    // printf '…' | iconv -t gbk: the words that the reader looks for.
    const gbk: Readonly<Record<string, string>> = {
      账务流水号: 'd5cbcef1c1f7cbaebac5',
      业务流水号: 'd2b5cef1c1f7cbaebac5',
      商户订单号: 'c9ccbba7b6a9b5a5bac5',
      发生时间: 'b7a2c9facab1bce4',
      '收入金额（+元）': 'cad5c8ebbdf0b6eea3a82bd4aaa3a9',
      '支出金额（-元）': 'd6a7b3f6bdf0b6eea3a82dd4aaa3a9',
      '账户余额（元）': 'd5cbbba7d3e0b6eea3a8d4aaa3a9',
      业务类型: 'd2b5cef1c0e0d0cd',
    };
    const head = Buffer.concat([
      Buffer.from('23d5cbbac5a3ba5b323038385d0a', 'hex'),
      Buffer.from(
        '23c6f0cabcc8d5c6daa3ba5b32303236c4ea3131d4c23233c8d52030303a30303a30305d20',
        'hex',
      ),
      Buffer.from(
        'd6d5d6b9c8d5c6daa3ba5b32303236c4ea3131d4c23234c8d52030303a30303a30305d0a',
        'hex',
      ),
      Buffer.from(`${Object.values(gbk).join('2c')}0a`, 'hex'),
      Buffer.from('1001,2,x,2026-11-23 09:00:01,0.00,-199.00,9801.00,', 'latin1'),
      Buffer.from('d7aad5cb0a', 'hex'),
      Buffer.from('23d5cbcef1c3f7cfb8c1d0b1edbde1caf80a', 'hex'),
      Buffer.from('23d6a7b3f6bacfbcc6a3ba31b1caa3acb9b22d3139392e3030d4aa0a', 'hex'),
      Buffer.from('23cad5c8ebbacfbcc6a3ba30b1caa3acb9b2302e3030d4aa0a', 'hex'),
    ]);
    expect(readAlipayBill(head)).toMatchObject({
      account: '2088',
      lines: [{ lineId: '1001', direction: 'out', text: '转账 · x' }],
    });
  });

  it('may begin with its latest line', () => {
    const { lines, opening, closing } = read({ rows: [...ROWS].reverse() });
    expect(lines.map(({ lineId }) => lineId)).toEqual(['1001', '1002', '1003', '1004', '1005']);
    expect([opening?.amountMinor, closing?.amountMinor]).toEqual([1_000_000n, 1_501_180n]);
  });

  it('may be empty', () => {
    const totals = ['#支出合计：0笔，共0.00元', '#收入合计：0笔，共0.00元'];
    expect(read({ rows: [], totals })).toMatchObject({ lines: [], opening: null, closing: null });
  });

  it('states no balances when they do not follow from each other', () => {
    const rows = ROWS.map((row) => row.replace('9999.50', '9999.00'));
    expect(read({ rows })).toMatchObject({ opening: null, closing: null });
  });

  it.each<[string, Bill, string]>([
    ['a line is missing', { rows: ROWS.slice(1) }, 'the totals do not agree with the lines'],
    [
      'an amount was changed',
      { rows: ROWS.map((row) => row.replace('12.30', '12.31')) },
      'the totals do not agree',
    ],
    [
      'a number comes twice',
      { rows: ROWS.map((row) => row.replace('1003', '1001')) },
      'its number came before',
    ],
    [
      'a comma stands for a point',
      { rows: ROWS.map((row) => row.replace('12.30', '12,30')) },
      'it has other columns',
    ],
    [
      'an amount has three decimals',
      { rows: ROWS.map((row) => row.replace('12.30', '12.301')) },
      'an amount is none',
    ],
    [
      'money came and went',
      { rows: ROWS.map((row) => row.replace('12.30,0.00', '12.30,-1.00')) },
      'it does not say what moved',
    ],
    [
      'nothing moved',
      { rows: ROWS.map((row) => row.replace('12.30', '0.00')) },
      'it does not say what moved',
    ],
    [
      'a time is of another day',
      { rows: ROWS.map((row) => row.replace('2026-11-23 11', '2026-11-25 11')) },
      'its time is outside',
    ],
    [
      'a time is none',
      { rows: ROWS.map((row) => row.replace('11:00:00', '25:00:00')) },
      'its time is outside',
    ],
    [
      'a line has no number',
      { rows: ROWS.map((row) => row.replace('1003', '')) },
      'it has no number',
    ],
    [
      'a column is missing',
      { header: HEADER.replace('业务流水号', '流水号') },
      'there is no column "业务流水号"',
    ],
    ['there is no header', { header: '' }, 'there is no header'],
    ['it was cut off', { end: '', totals: [] }, 'it has no end'],
    ['the totals are missing', { totals: [] }, 'a total is missing'],
    ['the account is missing', { head: HEAD.slice(2) }, 'the account is missing'],
    ['the span is missing', { head: HEAD.slice(0, 2) }, 'the span of time is missing'],
    [
      'the span is none',
      { head: HEAD.map((line) => line.replace('24日', '22日')) },
      'the span of time is missing',
    ],
  ])('is refused as a whole when %s', (_what, bill, problem) => {
    expect(refusalOf(() => read(bill))).toMatchObject({
      kind: 'unprocessable',
      code: 'statement.unreadable_alipay_bill',
      text: { en: expect.stringContaining(problem) as string },
    });
  });

  it('is refused when it is no text', () => {
    const bytes = Buffer.from([0x23, 0xff, 0xff, 0x0a]);
    expect(refusalOf(() => readAlipayBill(bytes)).text.en).toContain('neither GBK nor UTF-8');
  });
});

function refusalOf(work: () => unknown): DomainError {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}
