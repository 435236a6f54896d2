import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { DomainError } from '@app/kernel';
import { withReads } from '@app/platform';
import type { Config, EntityClass, Reads } from '@app/platform';

import { MIGRATIONS } from '../../../migrations';
import { explainedRefusal } from './database-refusal';
import { reachDatabase } from './open-database';
import type { OpenDatabase } from './open-database';

/**
 * Opens the database of an installation that is there, for a command that looks into it: it makes
 * and migrates nothing. A folder or an address that was typed wrong must not become a new
 * installation with an empty ledger. Refuses as `cli.no_installation` or `cli.schema_outdated`.
 */
export async function openInstallation(config: Config): Promise<OpenDatabase> {
  const { databaseUrl, stateDir } = config;
  if (databaseUrl === null && !existsSync(join(stateDir, 'postgres', 'data'))) {
    throw noInstallation(stateDir);
  }
  const database = await reachDatabase(config, () => undefined);
  try {
    const applied = await appliedMigrations(database.ownerUrl);
    if (applied.size === 0) throw noInstallation(database.place);
    if (MIGRATIONS.some(({ name }) => !applied.has(name))) throw outdated(database.place);
    return database;
  } catch (error) {
    if (database.startedHere) await database.close();
    throw databaseUrl === null ? error : explainedRefusal(database.ownerUrl, error);
  }
}

/** Gives a command what an installation holds, to read and no more; rows of `entities`, or SQL. */
export async function withInstallation<Result>(
  config: Config,
  look: (reads: Reads, place: string) => Promise<Result>,
  entities: readonly EntityClass[] = [],
): Promise<Result> {
  const database = await openInstallation(config);
  try {
    return await withReads(database.login, (reads) => look(reads, database.place), entities);
  } finally {
    // A server that ran already belongs to the service that runs on it.
    if (database.startedHere) await database.close();
  }
}

const NO_SUCH_ROLE = '22023';

/** The names of the migrations that made the schema; none where no installation is. */
async function appliedMigrations(ownerUrl: string): Promise<ReadonlySet<string>> {
  try {
    return await withReads({ url: ownerUrl, role: 'ganpei_owner' }, async (reads) => {
      const [table] = await reads.query<{ exists: boolean }[]>(
        `SELECT to_regclass('ganpei.schema_migrations') IS NOT NULL AS exists`,
      );
      if (table?.exists !== true) return new Set();
      const rows = await reads.query<{ name: string }[]>('SELECT name FROM schema_migrations');
      return new Set(rows.map(({ name }) => name));
    });
  } catch (error) {
    if ((error as { code?: unknown }).code === NO_SUCH_ROLE) return new Set();
    throw error;
  }
}

function noInstallation(place: string): DomainError {
  return new DomainError('not_found', 'cli.no_installation', {
    en: `There is no installation in ${place}: start it with "ganpei up", or name the right one with --state-dir or DATABASE_URL.`,
    'zh-CN': `${place} 中没有安装实例：请用“ganpei up”启动，或用 --state-dir 或 DATABASE_URL 指定正确的实例。`,
  });
}

function outdated(place: string): DomainError {
  return new DomainError('conflict', 'cli.schema_outdated', {
    en: `The schema in ${place} is older than this program: bring it up to date with "ganpei migrate", or use the program that runs there.`,
    'zh-CN': `${place} 中的数据库结构旧于本程序：请用“ganpei migrate”升级，或使用该实例所运行的程序版本。`,
  });
}
