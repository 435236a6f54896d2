import type { MigrationInterface } from 'typeorm';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions';

import { PreparingClient } from './preparing-client';
import { SnakeCaseNaming } from './snake-case-naming';

/** Our own tables, and after them the queue's: their names do not overlap (a test holds that). */
const SEARCH_PATH = 'ganpei,bullmq';

export type DatabaseRole = 'ganpei_owner' | 'ganpei_app';

export interface DatabaseLogin {
  readonly url: string;
  readonly role: DatabaseRole;
  /** For a command that reads whole books: its statements take as long as they take. */
  readonly isPatient?: boolean;
}

/**
 * Settings that PostgreSQL applies when a connection opens. `role` drops the login's own rights, so
 * that one superuser URL is as harmless in daily work as the application's own login.
 */
export function sessionOptions(login: Omit<DatabaseLogin, 'url'>): string {
  const settings: Record<string, string> = {
    role: login.role,
    search_path: SEARCH_PATH,
    TimeZone: 'UTC',
    default_transaction_isolation: 'read committed',
    statement_timeout: hasTime(login) ? '0' : '30s',
    // Our reads look up few rows; compiling a query takes longer than running it.
    jit: 'off',
    lock_timeout: '10s',
    idle_in_transaction_session_timeout: '60s',
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`)
    .join(' ');
}

function hasTime({ role, isPatient }: Omit<DatabaseLogin, 'url'>): boolean {
  return role === 'ganpei_owner' || isPatient === true;
}

/** What `pg` needs to open a pool that cannot hang on a dead connection. */
export function poolOptions(login: DatabaseLogin, sizeMax: number): Record<string, unknown> {
  return {
    connectionString: login.url,
    options: sessionOptions(login),
    max: sizeMax,
    connectionTimeoutMillis: 30_000,
    query_timeout: hasTime(login) ? 0 : 35_000,
    keepAlive: true,
    Client: PreparingClient,
    keepAliveInitialDelayMillis: 10_000,
  };
}

export interface SchemaClasses {
  readonly entities?: readonly EntityClass[];
  readonly migrations?: readonly MigrationClass[];
}

export type EntityClass = abstract new () => object;
export type MigrationClass = new () => MigrationInterface;

/** The one description of our database for TypeORM. `synchronize` is never true. */
export function dataSourceOptions(
  login: DatabaseLogin,
  classes: SchemaClasses = {},
  sizeMax = 20,
): PostgresDataSourceOptions {
  const { connectionString, max, ...extra } = poolOptions(login, sizeMax);
  return {
    type: 'postgres',
    url: connectionString as string,
    poolSize: max as number,
    extra,
    schema: 'ganpei',
    entities: [...(classes.entities ?? [])],
    migrations: [...(classes.migrations ?? [])],
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    namingStrategy: new SnakeCaseNaming(),
    logging: false,
    applicationName: 'ganpei',
    installExtensions: false,
  };
}
