import 'reflect-metadata';

import {
  measureBareInserts,
  measureBareJournals,
  measureRowLocking,
  measureTpcB,
  measureTypeormSave,
} from './ledger/baselines';
import { startBenchServer } from './ledger/bench-server';
import type { BenchServer } from './ledger/bench-server';
import type { Measurement } from './ledger/measure';
import { grow, measurePosting, measureStandAlone } from './ledger/posting';
import { tableOf } from './ledger/results';
import { measureReading, measureSealing } from './ledger/sealing';
import { measureVerifying } from './ledger/verifying';
import { keep } from './report';
import type { Target } from './report';

/** `JOURNALS=500000 npm run bench:ledger` grows a smaller ledger. */
const JOURNALS = Number(process.env.JOURNALS ?? 5_000_000);
const YOUNG = 'young ledger';
const OLD = `at ${(JOURNALS / 1_000_000).toLocaleString('en')} million`;

/**
 * The ledger on a real server with durable commits, beside what else such a server can do, all in
 * one sitting. Machines differ, and one machine from hour to hour: compare the ratios.
 */
export async function main(): Promise<void> {
  const server = await startBenchServer();
  try {
    const tpcB = await measureTpcB(server);
    const measurements = [...(tpcB === null ? [] : [tpcB]), ...(await measureAll(server))];
    const targets = targetsOf(measurements, tpcB);
    const table = tableOf({ settings: server.settings, measurements, tpcB, targets });
    process.stdout.write(`${table}\nKept in ${keep('ledger', table)}\n`);
  } finally {
    await server.close();
  }
}

async function measureAll(server: BenchServer): Promise<Measurement[]> {
  return [
    ...(await measureBareInserts(server)),
    ...(await measureBareJournals(server)),
    ...(await measureRowLocking(server)),
    await measureTypeormSave(server),
    ...(await measurePosting(server, YOUNG)),
    await measureStandAlone(server, YOUNG),
    await measureSealing(server, YOUNG),
    ...(await measureReading(server, YOUNG)),
    ...(await growAndMeasure(server)),
    await measureVerifying(),
  ];
}

async function growAndMeasure(server: BenchServer): Promise<Measurement[]> {
  await grow(server, JOURNALS);
  const sealing = await measureSealing(server, OLD);
  const reading = await measureReading(server, OLD);
  return [sealing, ...reading, ...(await measurePosting(server, OLD))];
}

function targetsOf(measurements: readonly Measurement[], tpcB: Measurement | null): Target[] {
  const best = (start: string, end = ''): number =>
    Math.max(
      ...measurements
        .filter(({ name }) => name.startsWith(start) && name.endsWith(end))
        .map(({ perS }) => perS),
    );
  const ratio = (what: string, found: number, wanted: number): Target => ({
    what,
    wanted: `≥ ${wanted}`,
    found: found.toFixed(2),
    reached: found >= wanted,
  });
  const perSecond = (what: string, found: number, wanted: number): Target => ({
    what,
    wanted: `≥ ${wanted.toLocaleString('en')}/s`,
    found: `${Math.round(found).toLocaleString('en')}/s`,
    reached: found >= wanted,
  });
  const single = best('one journal per commit', YOUNG);
  const bulk = best("in the caller's transaction, 4 × 1000", YOUNG);
  const bulkOld = best("in the caller's transaction, 4 × 1000", OLD);
  const balance = measurements.find(({ name }) => name === `balance now, ${OLD}`);
  const toTpcB = (perS: number): number => (tpcB === null ? Number.NaN : perS / tpcB.perS);
  return [
    ratio('one journal per commit / TPC-B', toTpcB(single), 1.5),
    ratio(
      'one journal per commit / bare INSERT of the same rows',
      single / best('bare INSERT of the same rows', '× 1'),
      0.8,
    ),
    ratio(
      'one journal per commit / bare INSERT of one short row',
      single / best('bare INSERT of one'),
      0.8,
    ),
    ratio('stand-alone, 256 callers / TPC-B', toTpcB(best('stand-alone journals')), 6),
    ratio('batches of 1,000 / TPC-B', toTpcB(bulk), 17),
    ratio('rate at the end / rate at the start, batches of 1,000', bulkOld / bulk, 0.85),
    ratio('sealing / batches of 1,000', best('sealing', OLD) / bulkOld, 1),
    perSecond('verifying, journals per core', best('verifying'), 150_000),
    {
      what: `balance now, p99, ${OLD}`,
      wanted: '≤ 5 ms',
      found: `${(balance?.p99Ms ?? Number.NaN).toFixed(2)} ms`,
      reached: (balance?.p99Ms ?? Number.NaN) <= 5,
    },
  ];
}
