import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import fc from 'fast-check';

import { DomainError } from '@app/kernel';

import { DEMO_PAYER_MAP } from '../../../../../test/support/wechat-trade-bill/bill-payers';
import { chunksOf, collect, inGbk } from '../../../../../test/support/wechat-trade-bill/bytes';
import { demoBill } from '../../../../../test/support/wechat-trade-bill/demo-bill';
import {
  billEntries,
  generateBill,
} from '../../../../../test/support/wechat-trade-bill/generate-bill';
import { readPayments } from './import-rows';
import type { ImportFormat, ReadPaymentsOptions } from './import-rows';
import type { ImportedRow } from './payment-record';

const DAY = '2026-03-01';
const CSV = `source,source_id,channel,rail,paid_at,payer_id,currency,amount,status,description
bank,T-1,bank,fps,2026-03-01T09:30:00Z,u_1,CNY,199.00,settled,"shoes, ""red""
size 42"
bank,T-2,bank,fps,2026-03-01T09:31:00Z,u_2,CNY,0.01,settled,大米
`;

async function read(
  file: Uint8Array | string | AsyncIterable<Uint8Array>,
  options: Partial<ReadPaymentsOptions> = {},
  size?: number,
): Promise<ImportedRow[]> {
  const isBytes = typeof file === 'string' || file instanceof Uint8Array;
  const chunks = isBytes ? chunksOf(file, size) : file;
  return collect(readPayments(chunks, { format: 'auto', ...options }));
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function memoryInUse(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** What a reader answers, in a form that can be compared: rows, or the code of the refusal. */
async function outcome(bytes: Uint8Array, format: ImportFormat, size: number): Promise<unknown> {
  try {
    return await read(bytes, { format }, size);
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

function factsOf(rows: readonly ImportedRow[]) {
  return rows.flatMap((row) => {
    if (row.kind === 'payment') {
      const { sourceId, money, payer } = row.payment;
      return [`payment ${sourceId} ${String(money.amountMinor)} ${payer.id}`];
    }
    if (row.kind !== 'refund') return [];
    const { paymentSourceId, refundId, money } = row.refund;
    return [`refund ${paymentSourceId} ${refundId} ${String(money.amountMinor)}`];
  });
}

describe('reading a generated bill', () => {
  it('gives back every payment and refund to the fen, and the totals agree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 0, max: 120 }), async (seed, count) => {
        const entries = [...billEntries({ seed, day: DAY, rows: count })];
        const rows = await read(entries.map(({ line }) => `${line}\n`).join(''));
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
    const rows = await read(generateBill({ seed: 77, day: DAY, rows: 5_000 }));
    expect(rows.filter(({ kind }) => kind === 'rejected')).toEqual([]);
    expect(rows.at(-1)).toMatchObject({ matches: true });
  });

  it('never refunds more to a payer than the payer paid', async () => {
    const rows = await read(generateBill({ seed: 78, day: DAY, rows: 2_000 }));
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
    const rows = await read(demoBill(DAY), { payerMap: DEMO_PAYER_MAP });
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
    expect(factsOf(await read(bytes))).toEqual(factsOf(await read(bill)));
    expect((await read(bytes)).at(-1)).toMatchObject({ matches: true });
  });

  it('loses nothing of what came before it was cut off, and says that it was', async () => {
    const whole = factsOf(await read(bill));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 400, max: Buffer.byteLength(bill) - 3 }), async (end) => {
        const rows = await read(Buffer.from(bill).subarray(0, end));
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
    const rows = await read(Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')])));
    expect(factsOf(rows)).toEqual(factsOf(await read(bill)));
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
    const rows = await read(`${header}${'filler\n'.repeat(10_000)}a\0b\n`);
    expect(rows.at(-1)).toMatchObject({ reasonCode: 'import.nul_byte', raw: 'a␀b' });
  });

  it('is never cut within a letter', async () => {
    const rows = await read(`${header}x${'😀'.repeat(600)}\n`);
    expect(rows).toMatchObject([{ kind: 'rejected', raw: `x${'😀'.repeat(499)}` }]);
  });
});

describe('reading our CSV', () => {
  it('is found out by auto, and line numbers count the lines of the file', async () => {
    const rows = await read(CSV);
    expect(factsOf(rows)).toEqual(['payment T-1 19900 u_1', 'payment T-2 1 u_2']);
    expect(rows.map(({ lineNumber }) => lineNumber)).toEqual([2, 4]);
    expect(rows[0]).toMatchObject({ payment: { description: 'shoes, "red" size 42' } });
  });

  it('reads GBK', async () => {
    expect((await read(inGbk(CSV)))[1]).toMatchObject({ payment: { description: '大米' } });
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
    await expect(read(bytes, { format })).rejects.toMatchObject({
      code,
      text: { en: expect.stringMatching(/[a-z]/), 'zh-CN': expect.stringMatching(/[一-龥]/) },
    });
  });

  it('of a format without a reader lists the formats that have one', async () => {
    await expect(read('', { format: 'camt.053' })).rejects.toMatchObject({
      text: { en: expect.stringContaining('wechat-trade-bill, csv') },
      details: { field: 'format', saw: 'camt.053' },
    });
  });
});

describe('any bytes at all', () => {
  const formats = fc.constantFrom<ImportFormat>('auto', 'wechat-trade-bill', 'csv');
  const files = fc.constantFrom(
    Buffer.from(generateBill({ seed: 2, day: DAY, rows: 12 })),
    inGbk(generateBill({ seed: 2, day: DAY, rows: 12 })),
    Buffer.from(CSV.repeat(3)),
  );
  const bytes = fc.constantFrom(0, 9, 10, 13, 34, 44, 0x60, 0x80, 0xc4, 0xe5, 0xef, 0xff);

  it('give rows or a refusal, never a crash, and chunks do not matter', async () => {
    const noise = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
    await fc.assert(
      fc.asyncProperty(
        noise,
        formats,
        fc.integer({ min: 1, max: 40 }),
        async (file, format, size) => {
          expect(await outcome(file, format, size)).toEqual(await outcome(file, format, 10_000));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('that are nearly a bill or CSV do so as well', async () => {
    const places = fc.array(fc.tuple(fc.nat(), bytes), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        files,
        places,
        formats,
        fc.integer({ min: 1, max: 3_000 }),
        async (file, changes, format, size) => {
          const damaged = Buffer.from(file);
          for (const [place, byte] of changes) damaged[place % damaged.length] = byte;
          const rows = await outcome(damaged, format, size);
          expect(rows).toEqual(await outcome(damaged, format, 1_000_000));
          expect(lettersOf(rows)).not.toContain('\uFFFD');
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a file without end', () => {
  async function* repeating(first: string, line: string) {
    yield Buffer.from(first);
    const block = Buffer.from(line.repeat(1_000));
    for (;;) {
      await Promise.resolve();
      yield block;
    }
  }

  it('gives its rows one by one for as long as somebody takes them', async () => {
    const header = CSV.slice(0, CSV.indexOf('\n') + 1);
    const short = 'sixty bytes of nothing that could be a payment, one by one\n';
    const kinds = new Set<string>();
    let taken = 0;
    for await (const row of readPayments(repeating(header, short), { format: 'auto' })) {
      kinds.add(row.kind);
      taken += 1;
      if (taken === 10_000) break;
    }
    expect(taken).toBe(10_000);
    expect([...kinds]).toEqual(['rejected']);
  });

  it('is read with bounded memory when a line has no end', async () => {
    const block = Buffer.alloc(131_072, 'x');
    async function* endless() {
      yield Buffer.from(CSV.slice(0, CSV.indexOf('\n') + 1));
      for (let index = 0; index < 800; index += 1) {
        await Promise.resolve();
        yield block;
      }
    }
    const before = memoryInUse();
    const rows = await read(endless());
    expect(rows).toMatchObject([{ kind: 'rejected', reasonCode: 'import.line_too_long' }]);
    expect(memoryInUse() - before).toBeLessThan(5_000_000);
  });

  it('leaves nothing of its long lines in memory but what it shows of them', async () => {
    const header = CSV.slice(0, CSV.indexOf('\n') + 1);
    const file = Buffer.from(header + `${'x'.repeat(60_000)}\n`.repeat(300));
    const before = memoryInUse();
    const rows = await read(file);
    expect(rows).toHaveLength(300);
    expect(rows[0]?.kind === 'rejected' ? rows[0].raw : '').toHaveLength(1_000);
    expect(memoryInUse() - before).toBeLessThan(6_000_000);
  });

  it('closes its source when the reader stops early', async () => {
    let isClosed = false;
    async function* source() {
      try {
        yield* chunksOf(generateBill({ seed: 1, day: DAY, rows: 2_000 }), 10_000);
      } finally {
        isClosed = true;
      }
    }
    for await (const row of readPayments(source(), { format: 'auto' })) {
      expect(row.kind).toBe('payment');
      break;
    }
    expect(isClosed).toBe(true);
  });
});

/** Every letter of the payments and refunds, whatever field it stands in. */
function lettersOf(rows: unknown): string {
  const taken = Array.isArray(rows) ? (rows as ImportedRow[]) : [];
  return taken
    .flatMap((row) => {
      if (row.kind === 'payment') {
        const { payment } = row;
        return [payment.source, payment.sourceId, payment.rail, payment.payer.id].concat(
          payment.payer.name ?? '',
          Object.values(payment.payee),
          payment.description ?? '',
        );
      }
      return row.kind === 'refund' ? [row.refund.paymentSourceId, row.refund.refundId] : [];
    })
    .join('\n');
}
