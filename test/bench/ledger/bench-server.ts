import { existsSync, mkdtempSync } from 'node:fs';
import { readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Pool } from 'pg';
import { DataSource } from 'typeorm';

import { AddAccounts, LEDGER_ENTITIES } from '@app/ledger';
import {
  UnitOfWork,
  dataSourceOptions,
  prepareDatabase,
  startEmbeddedPostgres,
} from '@app/platform';

import { InstallChart } from '../../../libs/accounting/src/operations/install-chart';
import { poolOptions } from '../../../libs/platform/src/database/data-source-options';
import { MIGRATIONS } from '../../../migrations';

export const CONNECTIONS_MAX = 32;

/**
 * What is set on the server for all that is measured, ours and the others alike. Commits are as
 * durable as PostgreSQL makes them; the cache holds the tables, and no checkpoint falls into a
 * short measurement.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  shared_buffers: '2GB',
  max_wal_size: '16GB',
  checkpoint_timeout: '15min',
  jit: 'off',
  max_connections: '120',
};
const SHOWN = [
  'server_version',
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'wal_level',
  'data_checksums',
  ...Object.keys(SETTINGS),
];

/** A real server of its own for one sitting. */
export interface BenchServer {
  readonly adminUrl: string;
  /** The application's connections, as the service opens them. */
  readonly dataSource: DataSource;
  readonly pool: Pool;
  readonly unitOfWork: UnitOfWork;
  /** Settings that decide how durable a commit is. */
  readonly settings: readonly string[];
  /** Seconds of processor that PostgreSQL has used so far. */
  processorS(): Promise<number>;
  /** Does what the server would do by itself soon, so that it does not fall into a measurement. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export async function startBenchServer(): Promise<BenchServer> {
  const stateDir = mkdtempSync(join(tmpdir(), 'ganpei-bench-'));
  const server = await startEmbeddedPostgres({ stateDir, settings: SETTINGS });
  const adminUrl = inOurDatabase(server.adminUrl);
  await prepareDatabase({ ownerUrl: adminUrl, migrations: MIGRATIONS });
  const login = { url: adminUrl, role: 'ganpei_app' } as const;
  const entities = { entities: LEDGER_ENTITIES };
  const options = dataSourceOptions(login, entities, CONNECTIONS_MAX);
  const dataSource = await new DataSource(options).initialize();
  const unitOfWork = new UnitOfWork(dataSource);
  await new InstallChart(unitOfWork, new AddAccounts()).run();
  const pool = new Pool(poolOptions(login, CONNECTIONS_MAX));
  const admin = new Pool({ connectionString: adminUrl, max: 1 });
  const settings = await Promise.all(
    SHOWN.map(async (name) => {
      const { rows } = await admin.query<{ value: string }>('SELECT current_setting($1) AS value', [
        name,
      ]);
      return `${name}=${rows[0]?.value ?? '?'}`;
    }),
  );
  return {
    adminUrl,
    dataSource,
    pool,
    unitOfWork,
    settings,
    processorS: () => processorOf(join(server.dataDir, 'postmaster.pid')),
    async settle() {
      await admin.query('VACUUM (ANALYZE)');
      await admin.query('CHECKPOINT');
    },
    async close() {
      await Promise.all([dataSource.destroy(), pool.end(), admin.end()]);
      await server.stop();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

function inOurDatabase(adminUrl: string): string {
  const url = new URL(adminUrl);
  url.pathname = '/ganpei';
  return url.toString();
}

const TICKS_PER_S = 100;

/** User and system time of the server and all its children, dead ones included; 0 where unknown. */
async function processorOf(pidFile: string): Promise<number> {
  if (!existsSync('/proc/self/stat')) return 0;
  const postmaster = (await readFile(pidFile, 'utf8')).split('\n')[0] ?? '';
  let ticks = 0;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const [, parent = '', , , , , , , , , , user, system, deadUser, deadSystem] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ');
    if (pid === postmaster) ticks += Number(deadUser) + Number(deadSystem);
    if (pid === postmaster || parent === postmaster) ticks += Number(user) + Number(system);
  }
  return ticks / TICKS_PER_S;
}
