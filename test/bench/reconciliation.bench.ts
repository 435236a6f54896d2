import 'reflect-metadata';

import { performance } from 'node:perf_hooks';

import { DataSource } from 'typeorm';

import { PostEvents } from '@app/accounting';
import { Limits } from '@app/audit';
import { SystemClock } from '@app/kernel';
import { HoldAllotment, LEDGER_ENTITIES, MoveAllotment, PostJournals } from '@app/ledger';
import { AskNow, ReconcileBook, ReconciliationQueries } from '@app/payouts';
import { UnitOfWork, dataSourceOptions } from '@app/platform';

import { AskAboutLine } from '../../libs/payouts/src/reconciliation/operations/ask-about-line';
import { BookFees } from '../../libs/payouts/src/reconciliation/operations/book-fees';
import { BringAllotment } from '../../libs/payouts/src/reconciliation/operations/bring-allotment';
import { RECONCILIATION_ENTITIES } from '../../libs/payouts/src/reconciliation/persistence/reconciliation-entities';
import { startBenchServer } from './ledger/bench-server';
import { OPEN_EACH, plant } from './reconciliation/stated-seed';
import { keep, machine, table } from './report';

/** `SIZES=1000000 npm run bench:reconciliation` plants smaller books. */
const SIZES = (process.env.SIZES ?? '1000000,10000000').split(',').map(Number);
const BOOK = { rail: 'simulated', currency: 'CNY' };

/** What a comparison and the daily report take on books of several sizes with as much open. */
export async function main(): Promise<void> {
  const rows: string[][] = [];
  for (const size of SIZES) rows.push(await measured(size));
  const text = [
    `# Reconciliation, ${new Date().toISOString().slice(0, 10)}`,
    `${machine()}. One account of a rail, 10,000 lines a day; of the newest ${String(OPEN_EACH)} lines and ${String(OPEN_EACH)} bookings none has a partner. Seconds.`,
    table(
      ['lines and bookings each', 'first comparison', 'the next one', 'daily report'],
      rows,
    ).join('\n'),
  ].join('\n\n');
  process.stdout.write(`${text}\n\nKept in ${keep('reconciliation', `${text}\n`)}\n`);
}

async function measured(size: number): Promise<string[]> {
  const server = await startBenchServer();
  try {
    await plant(server.adminUrl, size);
    const login = { url: server.adminUrl, role: 'ganpei_app' } as const;
    const entities = { entities: [...LEDGER_ENTITIES, ...RECONCILIATION_ENTITIES] };
    const dataSource = await new DataSource(dataSourceOptions(login, entities, 4)).initialize();
    const unitOfWork = new UnitOfWork(dataSource);
    const clock = new SystemClock();
    const bring = new BringAllotment(new HoldAllotment(), new MoveAllotment());
    const fees = new BookFees(new Limits(false), bring, new PostEvents(new PostJournals()));
    const asks = new AskAboutLine(new AskNow(clock), clock);
    const reconcileBook = new ReconcileBook(unitOfWork, fees, asks, clock);
    const queries = new ReconciliationQueries(clock);
    const first = await secondsOf(() => reconcileBook.run(BOOK));
    const next = await secondsOf(() => reconcileBook.run(BOOK));
    const report = await secondsOf(() => queries.report(unitOfWork.reads, null));
    await dataSource.destroy();
    return [size.toLocaleString('en'), first, next, report];
  } finally {
    await server.close();
  }
}

async function secondsOf(work: () => Promise<unknown>): Promise<string> {
  const from = performance.now();
  await work();
  return ((performance.now() - from) / 1_000).toFixed(2);
}
