import fc from 'fast-check';

import { CSV, factsOf, importedRows } from '../../../../../test/support/imported-rows';
import { DEMO_PAYER_MAP } from '../../../../../test/support/wechat-trade-bill/bill-payers';
import { inGbk } from '../../../../../test/support/wechat-trade-bill/bytes';
import { demoBill } from '../../../../../test/support/wechat-trade-bill/demo-bill';
import {
  billEntries,
  generateBill,
} from '../../../../../test/support/wechat-trade-bill/generate-bill';

const DAY = '2026-03-01';

describe('reading a generated bill', () => {
  it('gives back every payment and refund to the fen, and the totals agree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 0, max: 120 }), async (seed, count) => {
        const entries = [...billEntries({ seed, day: DAY, rows: count })];
        const rows = await importedRows(entries.map(({ line }) => `${line}\n`).join(''));
        const wanted = entries.flatMap(({ facts }) => {
          if (facts === undefined) return [];
          const { orderId, payerFen, state, openId } = facts;
          if (state === 'SUCCESS') {
            return [`payment ${orderId} ${String(payerFen)} wechat:${openId}`];
          }
          const refundId = facts.refundId === '0' ? `revoked:${orderId}` : facts.refundId;
          return [`refund ${orderId} ${refundId} ${String(payerFen)}`];
        });
        expect(factsOf(rows)).toEqual(wanted);
        expect(rows.at(-1)).toMatchObject({ kind: 'summary', matches: true });
        expect(rows).toHaveLength(count + 1);
      }),
      { numRuns: 60 },
    );
  });

  it('finds no contradiction in 5,000 rows', async () => {
    const rows = await importedRows(generateBill({ seed: 77, day: DAY, rows: 5_000 }));
    expect(rows.filter(({ kind }) => kind === 'rejected')).toEqual([]);
    expect(rows.at(-1)).toMatchObject({ matches: true });
  });

  it('never refunds more to a payer than the payer paid', async () => {
    const rows = await importedRows(generateBill({ seed: 78, day: DAY, rows: 2_000 }));
    const left = new Map<string, bigint>();
    for (const row of rows) {
      if (row.kind === 'payment') left.set(row.payment.sourceId, row.payment.money.amountMinor);
      if (row.kind !== 'refund') continue;
      const { paymentSourceId, money } = row.refund;
      left.set(paymentSourceId, (left.get(paymentSourceId) ?? 0n) - money.amountMinor);
    }
    expect([...left].filter(([, amount]) => amount < 0n)).toEqual([]);
  });

  it('gives the claimants of the demo their payments', async () => {
    const rows = await importedRows(demoBill(DAY), { payerMap: DEMO_PAYER_MAP });
    const refunded = new Set(
      rows.flatMap((row) => (row.kind === 'refund' ? [row.refund.paymentSourceId] : [])),
    );
    const open = rows.flatMap((row) =>
      row.kind === 'payment' && !refunded.has(row.payment.sourceId) ? [row.payment] : [],
    );
    const amountsOf = (payerId: string) =>
      open.filter(({ payer }) => payer.id === payerId).map(({ money }) => money.toString());
    expect(amountsOf('u_1001')).toEqual(
      expect.arrayContaining(['199.00 CNY', '3200.00 CNY', '12800.00 CNY']),
    );
    expect(amountsOf('u_1002')).toEqual(expect.arrayContaining(['860.00 CNY']));
    expect(rows.filter(({ kind }) => kind === 'rejected')).toEqual([]);
  });
});

describe('the same bill', () => {
  const bill = generateBill({ seed: 4, day: DAY, rows: 80 });

  it.each([
    ['with a byte order mark', `\uFEFF${bill}`],
    ['with CRLF', bill.replaceAll('\n', '\r\n')],
    ['without a last line end', bill.trimEnd()],
    ['in GBK', inGbk(bill)],
    [
      'after blank lines',
      Buffer.from(`${bill.split('\n', 1).join('')}\n\n${bill.slice(bill.indexOf('\n') + 1)}\n\n`),
    ],
  ])('reads the same %s', async (_case, bytes) => {
    expect(factsOf(await importedRows(bytes))).toEqual(factsOf(await importedRows(bill)));
    expect((await importedRows(bytes)).at(-1)).toMatchObject({ matches: true });
  });

  it('loses nothing of what came before it was cut off, and says that it was', async () => {
    const whole = factsOf(await importedRows(bill));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 400, max: Buffer.byteLength(bill) - 3 }), async (end) => {
        const rows = await importedRows(Buffer.from(bill).subarray(0, end));
        const facts = factsOf(rows);
        expect(facts).toEqual(whole.slice(0, facts.length));
        expect(rows.at(-1)).toMatchObject({ kind: 'summary', matches: false });
        expect(rows.some(({ kind }) => kind === 'rejected')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps its good rows when garbage stands between them', async () => {
    const lines = bill.trimEnd().split('\n');
    const garbage = [
      Buffer.from([0xff, 0xfe, 0x41]),
      Buffer.from('？？？'),
      Buffer.from('x'.repeat(70_000)),
    ];
    const parts = lines.flatMap((line, index) =>
      index > 0 && index < 4
        ? [garbage[index - 1] ?? Buffer.alloc(0), Buffer.from(line)]
        : [Buffer.from(line)],
    );
    const rows = await importedRows(
      Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')])),
    );
    expect(factsOf(rows)).toEqual(factsOf(await importedRows(bill)));
    expect(rows.flatMap((row) => (row.kind === 'rejected' ? [row.reasonCode] : []))).toEqual([
      'import.invalid_bytes',
      'import.not_a_bill_row',
      'import.line_too_long',
      'import.summary_mismatch',
    ]);
  });
});

describe('a rejected row', () => {
  const header = CSV.slice(0, CSV.indexOf('\n') + 1);

  it('shows a zero byte by its picture, because no database takes it', async () => {
    const rows = await importedRows(`${header}${'filler\n'.repeat(10_000)}a\0b\n`);
    expect(rows.at(-1)).toMatchObject({ reasonCode: 'import.nul_byte', raw: 'a␀b' });
  });

  it('is never cut within a letter', async () => {
    const rows = await importedRows(`${header}x${'😀'.repeat(600)}\n`);
    expect(rows).toMatchObject([{ kind: 'rejected', raw: `x${'😀'.repeat(499)}` }]);
  });
});

describe('reading our CSV', () => {
  it('is found out by auto, and line numbers count the lines of the file', async () => {
    const rows = await importedRows(CSV);
    expect(factsOf(rows)).toEqual(['payment T-1 19900 u_1', 'payment T-2 1 u_2']);
    expect(rows.map(({ lineNumber }) => lineNumber)).toEqual([2, 4]);
    expect(rows[0]).toMatchObject({ payment: { description: 'shoes, "red" size 42' } });
  });

  it('reads GBK', async () => {
    expect((await importedRows(inGbk(CSV)))[1]).toMatchObject({ payment: { description: '大米' } });
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['of no bytes', '', 'auto', 'import.empty_file'],
    ['of blank lines', '\n \r\n\n', 'auto', 'import.empty_file'],
    ['of a byte order mark', '\uFEFF', 'csv', 'import.empty_file'],
    ['of no format', 'lorem ipsum\n', 'auto', 'import.unknown_format'],
    ['of Alipay', 'anything', 'alipay-bill', 'import.format_not_supported'],
    ['of camt.053', 'anything', 'camt.053', 'import.format_not_supported'],
    ['of Alipay by its look', '#支付宝业务明细\n', 'auto', 'import.format_not_supported'],
    ['of CSV, called a bill', CSV, 'wechat-trade-bill', 'import.missing_columns'],
    [
      'of a bill, called CSV',
      generateBill({ seed: 1, day: DAY, rows: 1 }),
      'csv',
      'import.unknown_columns',
    ],
    ['whose first line is too long', 'x'.repeat(70_000), 'auto', 'import.line_too_long'],
    ['of an archive', 'PK\u0003\u0004', 'csv', 'import.binary_file'],
  ] as const)('%s is refused in both languages', async (_case, bytes, format, code) => {
    await expect(importedRows(bytes, { format })).rejects.toMatchObject({
      code,
      text: { en: expect.stringMatching(/[a-z]/), 'zh-CN': expect.stringMatching(/[一-龥]/) },
    });
  });

  it('of a format without a reader lists the formats that have one', async () => {
    await expect(importedRows('', { format: 'camt.053' })).rejects.toMatchObject({
      text: { en: expect.stringContaining('wechat-trade-bill, csv') },
      details: { field: 'format', saw: 'camt.053' },
    });
  });
});
