import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { Pool } from 'pg';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';

import { newId } from '@app/kernel';

import { postStatement } from '../../../libs/ledger/src/persistence/post-statement';
import type { BenchServer } from './bench-server';
import { measure, stolenSince } from './measure';
import type { Measurement } from './measure';
import { drafts } from './posting';

const ACCOUNTS = 10_000;
const TPC_B_SCALE = 50;
const TPC_B_CLIENTS = [4, 8, 16, 32];
const TPC_B_S = 6;
/** Longer than the others rest, because pgbench loads both processors from its first moment. */
const TPC_B_REST_MS = 15_000;

/** The best of several numbers of clients, prepared statements; null where pgbench is absent. */
export async function measureTpcB(server: BenchServer): Promise<Measurement | null> {
  const pgbench = await findPgbench();
  if (pgbench === null) return null;
  const admin = new Pool({ connectionString: server.adminUrl, max: 1 });
  await admin.query('CREATE DATABASE tpcb');
  await admin.end();
  const url = new URL(server.adminUrl);
  url.pathname = '/tpcb';
  const run = async (...options: string[]): Promise<string> =>
    (await promisify(execFile)(pgbench, [...options, url.toString()])).stdout;
  await run('-i', '-q', '-s', String(TPC_B_SCALE));
  let best: Measurement | null = null;
  for (const clients of TPC_B_CLIENTS) {
    await server.settle();
    await sleep(TPC_B_REST_MS);
    const stolen = stolenSince();
    const before = await server.processorS();
    const output = await run('-M', 'prepared', '-c', String(clients), '-T', String(TPC_B_S));
    const postgresS = (await server.processorS()) - before;
    const perS = figure(output, /tps = ([\d.]+)/);
    const latencyMs = figure(output, /latency average = ([\d.]+)/);
    process.stderr.write(`TPC-B, ${clients} clients: ${Math.round(perS)}/s\n`);
    if (best !== null && best.perS >= perS) continue;
    best = {
      name: `TPC-B-like, pgbench prepared, ${clients} clients`,
      perS,
      p50Ms: latencyMs,
      p99Ms: Number.NaN,
      nodeUs: Number.NaN,
      postgresUs: (postgresS * 1_000_000) / (perS * TPC_B_S),
      stolen: stolen(),
    };
  }
  return best;
}

function figure(output: string, pattern: RegExp): number {
  return Number(pattern.exec(output)?.[1] ?? Number.NaN);
}

async function findPgbench(): Promise<string | null> {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? await readdir(debian) : [];
  const folders = [
    ...versions.map((version) => `${debian}/${version}/bin`),
    ...(process.env.PATH ?? '').split(':'),
  ];
  const found = folders.map((folder) => `${folder}/pgbench`).find((file) => existsSync(file));
  return found ?? null;
}

/** One row per commit, without a key: the least that this client can have made durable. */
export async function measureBareInserts(server: BenchServer): Promise<Measurement[]> {
  await asAdmin(
    server,
    `CREATE TABLE bench_rows (id bigint NOT NULL, at timestamptz NOT NULL, text text NOT NULL);
     GRANT INSERT ON bench_rows TO ganpei_app`,
  );
  const found: Measurement[] = [];
  let row = 0;
  for (const callers of [1, 8, 16, 32]) {
    const call = (): Promise<unknown> =>
      server.pool.query({
        name: 'bench.row',
        text: 'INSERT INTO bench_rows VALUES ($1, now(), $2)',
        values: [(row += 1), 'one row per commit'],
      });
    const name = `bare INSERT of one short row, ${callers} connections`;
    found.push(await measure(server, { name, callers, items: 1, call }));
  }
  return found;
}

/**
 * The same rows by the same statements of the same client, into tables without a key, an index, a
 * trigger or a queue: what posting would cost if nothing were enforced.
 */
export async function measureBareJournals(server: BenchServer): Promise<Measurement[]> {
  await asAdmin(
    server,
    `CREATE TABLE bare_journals (LIKE ledger_journals INCLUDING DEFAULTS);
     CREATE TABLE bare_transfers (LIKE ledger_transfers);
     GRANT SELECT, INSERT ON bare_journals, bare_transfers TO ganpei_app`,
  );
  const found: Measurement[] = [];
  for (const [callers, items] of [
    [1, 1],
    [8, 1],
    [16, 1],
    [4, 1_000],
  ] as const) {
    const call = (caller: number): Promise<unknown> => {
      const rows = drafts(items, caller % 4).map((draft) => ({
        draft,
        id: newId('jnl', draft.lane),
      }));
      const { name, text, ...rest } = postStatement(caller % 4, rows);
      return server.pool.query({ ...rest, name: `bare.${name ?? ''}`, text: unkeyed(text) });
    };
    const name = `bare INSERT of the same rows, ${callers} × ${items}`;
    found.push(await measure(server, { name, callers, items, call }));
  }
  return found;
}

function unkeyed(text: string): string {
  return text
    .replaceAll(/INTO ledger_(journals|transfers)/g, 'INTO bare_$1')
    .replace('ON CONFLICT (lane, idempotency_key) DO NOTHING', '');
}

/**
 * A ledger as it is often written: accounts with a balance, locked in order, changed, and two
 * entries inserted, in one transaction of the same client.
 */
export async function measureRowLocking(server: BenchServer): Promise<Measurement[]> {
  await asAdmin(
    server,
    `CREATE TABLE plain_accounts (id int PRIMARY KEY, balance bigint NOT NULL);
     INSERT INTO plain_accounts SELECT i, 0 FROM generate_series(1, ${ACCOUNTS}) i;
     CREATE TABLE plain_entries (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, transaction_key text NOT NULL,
       account int NOT NULL REFERENCES plain_accounts, amount bigint NOT NULL, at timestamptz NOT NULL DEFAULT now());
     CREATE INDEX ON plain_entries (account, id);
     GRANT SELECT, UPDATE ON plain_accounts TO ganpei_app;
     GRANT INSERT ON plain_entries TO ganpei_app`,
  );
  const found: Measurement[] = [];
  for (const callers of [8, 16]) {
    const name = `row-locking ledger, SELECT … FOR UPDATE, ${callers} connections`;
    found.push(await measure(server, { name, callers, items: 1, call: () => lockAndPost(server) }));
  }
  return found;
}

let plain = 0;

async function lockAndPost({ pool }: BenchServer): Promise<void> {
  plain += 1;
  const one = 1 + ((plain * 7_919) % ACCOUNTS);
  const other = 1 + ((one + 1 + (plain % 97)) % ACCOUNTS);
  const client = await pool.connect();
  const query = (name: string, text: string, values: unknown[]): Promise<unknown> =>
    client.query({ name, text, values });
  try {
    await client.query('BEGIN');
    await query(
      'plain.lock',
      'SELECT balance FROM plain_accounts WHERE id = ANY ($1) ORDER BY id FOR UPDATE',
      [[one, other]],
    );
    const change = 'UPDATE plain_accounts SET balance = balance + $2 WHERE id = $1';
    await query('plain.change', change, [one, 199]);
    await query('plain.change', change, [other, -199]);
    await query(
      'plain.entries',
      'INSERT INTO plain_entries (transaction_key, account, amount) VALUES ($1, $2, $3), ($1, $4, -$3)',
      [`plain-${plain}`, one, 199, other],
    );
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

@Entity('saved_journals')
class SavedJournal {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  memo!: string;
}

@Entity('saved_lines')
class SavedLine {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  account!: string;

  @Column('bigint')
  amount!: string;
}

/** `save()` of a journal and its two lines in one transaction, as TypeORM is often used. */
export async function measureTypeormSave(server: BenchServer): Promise<Measurement> {
  await asAdmin(
    server,
    `CREATE TABLE saved_journals (id text PRIMARY KEY, memo text NOT NULL);
     CREATE TABLE saved_lines (id text PRIMARY KEY, account text NOT NULL, amount bigint NOT NULL);
     GRANT SELECT, INSERT, UPDATE ON saved_journals, saved_lines TO ganpei_app`,
  );
  const { adminUrl: url } = server;
  const entities = [SavedJournal, SavedLine];
  const options = { type: 'postgres', url, schema: 'ganpei', poolSize: 8, entities } as const;
  const dataSource = await new DataSource(options).initialize();
  let saved = 0;
  const call = (): Promise<unknown> =>
    dataSource.transaction(async (manager) => {
      saved += 1;
      const id = `saved-${saved}`;
      await manager.save(SavedJournal, { id, memo: 'Case reserve set' });
      await manager.save(SavedLine, { id: `${id}/1`, account: '5010', amount: '19900' });
      await manager.save(SavedLine, { id: `${id}/2`, account: '2010', amount: '-19900' });
    });
  const name = 'TypeORM save() per row, 8 connections';
  const found = await measure(server, { name, callers: 8, items: 1, call });
  await dataSource.destroy();
  return found;
}

async function asAdmin({ adminUrl }: BenchServer, sql: string): Promise<void> {
  const admin = new Pool({
    connectionString: adminUrl,
    max: 1,
    options: '-c search_path=ganpei',
  });
  await admin.query(sql);
  await admin.end();
}
