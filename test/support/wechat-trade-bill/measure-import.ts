import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readPayments } from '../../../libs/payments/src/domain/importers';
import { DEMO_PAYER_MAP } from './bill-payers';
import { writeBill } from './write-bill';

const MEGABYTE = 1_000_000;
const ROWS_BETWEEN_LOOKS = 2_000;

/** `measure-import [MEGABYTES]`: speed and memory of reading a generated bill from a file. */
export async function main([size]: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ganpei-bill-'));
  try {
    const path = join(folder, 'bill.csv');
    await writeBill(path, { seed: 7, day: '2026-03-01', megabytes: Number(size ?? '200') });
    // A first small run, so that the compiler's memory and time do not count.
    const warm = join(folder, 'warm.csv');
    await writeBill(warm, { seed: 8, day: '2026-03-01', megabytes: 20 });
    await read(warm);
    const { rows, seconds, cpuSeconds, rssGrowth } = await read(path);
    const megabytes = (await stat(path)).size / MEGABYTE;
    console.log(
      `${megabytes.toFixed(0)} MB, rows ${JSON.stringify(rows)}\n` +
        `${seconds.toFixed(1)} s: ${(megabytes / seconds).toFixed(0)} MB/s; ` +
        `${cpuSeconds.toFixed(1)} s of processor: ${(megabytes / cpuSeconds).toFixed(0)} MB/s\n` +
        `memory grew by at most ${(rssGrowth / MEGABYTE).toFixed(0)} MB`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Reading {
  readonly rows: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** On a machine that others use as well, this says more than the time that went by. */
  readonly cpuSeconds: number;
  readonly rssGrowth: number;
}

async function read(path: string): Promise<Reading> {
  const rows: Record<string, number> = {};
  const rssBefore = process.memoryUsage.rss();
  let rssMost = rssBefore;
  let count = 0;
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  const chunks = createReadStream(path, { highWaterMark: 131_072 });
  for await (const { kind } of readPayments(chunks, { format: 'auto', payerMap: DEMO_PAYER_MAP })) {
    rows[kind] = (rows[kind] ?? 0) + 1;
    count += 1;
    if (count % ROWS_BETWEEN_LOOKS === 0) rssMost = Math.max(rssMost, process.memoryUsage.rss());
  }
  const seconds = (performance.now() - startedMs) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { rows, seconds, cpuSeconds: (user + system) / 1e6, rssGrowth: rssMost - rssBefore };
}
