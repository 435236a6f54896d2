import 'reflect-metadata';

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DataSource } from 'typeorm';

import { CHART_OF_ACCOUNTS } from '@app/accounting';
import { HOUSE_LANE } from '@app/kernel';
import { LEDGER_ENTITIES, PostJournals } from '@app/ledger';
import type { JournalDraft } from '@app/ledger';
import { Money } from '@app/money';
import {
  UnitOfWork,
  dataSourceOptions,
  prepareDatabase,
  startEmbeddedPostgres,
} from '@app/platform';

import { MIGRATIONS } from '../../migrations';

const ROUND_MS = 3_000;
const ROUNDS = 2;
const CONNECTIONS_MAX = 16;

interface Shape {
  readonly connections: number;
  readonly journals: number;
}

const SHAPES: readonly Shape[] = [
  { connections: 4, journals: 1_000 },
  { connections: 8, journals: 100 },
  { connections: 16, journals: 1 },
];

/**
 * How many journals per second go through `PostJournals` on a server with its normal settings
 * (fsync on), beside the plainest thing that such a server can do, in the same sitting: one row per
 * commit into a table without an index. Machines differ; the ratios are what to compare.
 */
export async function main(): Promise<void> {
  const stateDir = await mkdtemp(join(tmpdir(), 'ganpei-bench-'));
  const server = await startEmbeddedPostgres({ stateDir });
  try {
    await prepareDatabase({ ownerUrl: inOurDatabase(server.adminUrl), migrations: MIGRATIONS });
    await measure(inOurDatabase(server.adminUrl));
  } finally {
    await server.stop();
    await rm(stateDir, { recursive: true, force: true });
  }
}

function inOurDatabase(adminUrl: string): string {
  const url = new URL(adminUrl);
  url.pathname = '/ganpei';
  return url.toString();
}

async function measure(adminUrl: string): Promise<void> {
  const login = { url: adminUrl, role: 'ganpei_app' } as const;
  const classes = { entities: LEDGER_ENTITIES };
  const dataSource = await new DataSource(
    dataSourceOptions(login, classes, CONNECTIONS_MAX),
  ).initialize();
  try {
    await prepareTables(adminUrl);
    await report(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

async function prepareTables(adminUrl: string): Promise<void> {
  const login = { url: adminUrl, role: 'ganpei_owner' } as const;
  const owner = await new DataSource(dataSourceOptions(login, {}, 1)).initialize();
  const column = (read: (account: (typeof CHART_OF_ACCOUNTS)[number]) => string): string[] =>
    CHART_OF_ACCOUNTS.map(read);
  await owner.query(
    `INSERT INTO ledger_accounts (code, name_en, name_zh, type, normal_side)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])`,
    [
      column(({ code }) => code),
      column(({ nameEn }) => nameEn),
      column(({ nameZh }) => nameZh),
      column(({ type }) => type),
      column(({ normalSide }) => normalSide),
    ],
  );
  await owner.query('CREATE TABLE bench_rows (id bigint NOT NULL, text text NOT NULL)');
  await owner.query('GRANT INSERT ON bench_rows TO ganpei_app');
  await owner.destroy();
}

async function report(dataSource: DataSource): Promise<void> {
  const unitOfWork = new UnitOfWork(dataSource);
  const postJournals = new PostJournals();
  const singles = { connections: CONNECTIONS_MAX, journals: 1 };
  let row = 0;
  const insertRow = async (): Promise<void> => {
    row += 1;
    await dataSource.query('INSERT INTO bench_rows VALUES ($1, $2)', [row, 'one row per commit']);
  };
  const post = async ({ journals }: Shape): Promise<void> => {
    await unitOfWork.transaction((tx) => postJournals.run(tx, drafts(journals)));
  };
  const baseline: number[] = [];
  const posted: number[][] = SHAPES.map(() => []);
  for (let round = 0; round <= ROUNDS; round += 1) {
    const rowsPerS = await perSecond(singles, insertRow);
    if (round > 0) baseline.push(rowsPerS); // The first round warms the server and the compiler.
    for (const [index, shape] of SHAPES.entries()) {
      const journalsPerS = await perSecond(shape, () => post(shape));
      if (round > 0) posted[index]?.push(journalsPerS);
    }
  }
  const rowsPerS = mean(baseline);
  console.log(`single INSERT per commit, 16 connections: ${whole(rowsPerS)} rows/s`);
  for (const [index, { connections, journals }] of SHAPES.entries()) {
    const journalsPerS = mean(posted[index] ?? []);
    const name = `${String(connections)} connections × ${String(journals)} per call`;
    const ratio = (journalsPerS / rowsPerS).toFixed(2);
    console.log(`PostJournals, ${name}: ${whole(journalsPerS)} journals/s, ratio ${ratio}`);
  }
}

/** Runs `work` on so many connections at once, and counts the journals (or rows) of a second. */
async function perSecond(shape: Shape, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  let calls = 0;
  const loop = async (): Promise<void> => {
    while (performance.now() - startedAt < ROUND_MS) {
      await work();
      calls += 1;
    }
  };
  await Promise.all(Array.from({ length: shape.connections }, loop));
  return (calls * shape.journals * 1_000) / (performance.now() - startedAt);
}

let journals = 0;

function drafts(count: number): JournalDraft[] {
  return Array.from({ length: count }, () => {
    journals += 1;
    return {
      lane: HOUSE_LANE,
      kind: 'E05',
      claimId: `clm_${String(journals)}`,
      occurredAt: new Date(),
      actor: 'bench',
      idempotencyKey: `bench-${String(journals)}/E05`,
      memo: 'Case reserve set',
      transfers: [{ debit: '5010', credit: '2010', money: Money.of(19_900n, 'CNY') }],
    };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
