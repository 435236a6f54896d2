import { generateKeyPairSync } from 'node:crypto';

import { AccountQueries, LedgerQueries, SealJournals } from '@app/ledger';

import type { BenchServer } from './bench-server';
import { measure, stolenSince } from './measure';
import type { Measurement } from './measure';

const ORIGIN = 'ganpei.bench/log';

/** Seals all that waits, ten thousand journals per checkpoint, and says how many a second. */
export async function measureSealing(server: BenchServer, when: string): Promise<Measurement> {
  const signers = [{ name: ORIGIN, privateKey: generateKeyPairSync('ed25519').privateKey }];
  const seal = new SealJournals();
  await server.settle();
  const stolen = stolenSince();
  const nodeBefore = process.cpuUsage();
  const postgresBefore = await server.processorS();
  const startedAt = performance.now();
  let journals = 0;
  for (;;) {
    const sealed = await server.unitOfWork.transaction((tx) =>
      seal.run(tx, { origin: ORIGIN, signers }),
    );
    if (sealed === null) break;
    journals += sealed.journals;
  }
  const elapsedMs = performance.now() - startedAt;
  const node = process.cpuUsage(nodeBefore);
  const found = {
    name: `sealing ${journals.toLocaleString('en')} journals, ${when}`,
    perS: (journals * 1_000) / elapsedMs,
    p50Ms: Number.NaN,
    p99Ms: Number.NaN,
    nodeUs: (node.user + node.system) / journals,
    postgresUs: (((await server.processorS()) - postgresBefore) * 1_000_000) / journals,
    stolen: stolen(),
  };
  process.stderr.write(`${found.name}: ${Math.round(found.perS).toLocaleString('en')}/s\n`);
  return found;
}

/** The reads that people wait for, one caller. */
export async function measureReading(server: BenchServer, when: string): Promise<Measurement[]> {
  const accounts = new AccountQueries();
  const journals = new LedgerQueries();
  const reads = server.dataSource.manager;
  const [claim] = await reads.query<{ claim_id: string }[]>(
    'SELECT claim_id FROM ledger_journals WHERE claim_id IS NOT NULL LIMIT 1 OFFSET 1000',
  );
  const asOf = new Date(Date.now() - 86_400_000);
  const calls: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['balance now', () => accounts.turnover(reads, { code: '5010' })],
    ['balance as of yesterday', () => accounts.turnover(reads, { code: '5010', asOf })],
    ['trial balance', () => accounts.turnover(reads)],
    [
      'register, newest 50 lines',
      () => accounts.register(reads, { code: '5010', currency: 'CNY', limit: 50 }),
    ],
    ['journals of a claim', () => journals.journalsOfClaim(reads, claim?.claim_id ?? '')],
  ];
  const found: Measurement[] = [];
  for (const [what, call] of calls) {
    const load = { name: `${what}, ${when}`, callers: 1, items: 1, durationMs: 2_000, call };
    found.push(await measure(server, load));
  }
  return found;
}
