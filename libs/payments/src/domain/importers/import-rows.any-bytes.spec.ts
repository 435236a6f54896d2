import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import fc from 'fast-check';

import { DomainError } from '@app/kernel';

import { CSV, importedRows } from '../../../../../test/support/imported-rows';
import { chunksOf, inGbk } from '../../../../../test/support/wechat-trade-bill/bytes';
import { generateBill } from '../../../../../test/support/wechat-trade-bill/generate-bill';
import { readPayments } from './import-rows';
import type { ImportFormat } from './import-rows';
import type { ImportedRow } from './payment-record';

const DAY = '2026-03-01';

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
    return await importedRows(bytes, { format }, size);
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

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
    const rows = await importedRows(endless());
    expect(rows).toMatchObject([{ kind: 'rejected', reasonCode: 'import.line_too_long' }]);
    expect(memoryInUse() - before).toBeLessThan(5_000_000);
  });

  it('leaves nothing of its long lines in memory but what it shows of them', async () => {
    const header = CSV.slice(0, CSV.indexOf('\n') + 1);
    const file = Buffer.from(header + `${'x'.repeat(60_000)}\n`.repeat(300));
    const before = memoryInUse();
    const rows = await importedRows(file);
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
