import { runMigrations } from 'bullmq';
import { Client } from 'pg';
import { DataSource } from 'typeorm';

import { dataSourceOptions, sessionOptions } from './data-source-options';
import type { DatabaseRole, MigrationClass } from './data-source-options';

const SERVER_VERSION_MIN = 150_000;
/** Held while roles and schemas are made, so that two starts do not trip over each other. */
const PREPARE_LOCK = 7_204_001;

export interface Preparation {
  /** A login that owns the database, or a superuser. */
  readonly ownerUrl: string;
  readonly migrations: readonly MigrationClass[];
  /** Whether the same login also runs the application: it must be able to become both roles. */
  readonly runsApplication?: boolean;
}

/**
 * Brings a database to what this version of Ganpei needs: the three roles, the two schemas, our
 * migrations and the queue's. Safe to repeat and to run from several processes at once. Returns the
 * names of the migrations that were applied now.
 */
export async function prepareDatabase({
  ownerUrl,
  migrations,
  runsApplication = false,
}: Preparation): Promise<string[]> {
  await withClient({ connectionString: ownerUrl }, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [PREPARE_LOCK]);
    await requireServerVersion(client);
    await createRoles(client);
    await becomeMember(client, 'ganpei_owner');
    if (runsApplication) await becomeMember(client, 'ganpei_app');
    await createSchemas(client);
  });
  const asOwner = { url: ownerUrl, role: 'ganpei_owner' } as const;
  return withClient(
    { connectionString: ownerUrl, options: sessionOptions({ role: 'ganpei_owner' }) },
    async (client) => {
      await client.query('SET lock_timeout = 0'); // Another start may be migrating for a while.
      await client.query('SELECT pg_advisory_lock($1)', [PREPARE_LOCK]);
      await runMigrations(client, 'bullmq');
      await client.query(NO_QUEUE_EVENTS);
      await client.query(QUEUE_GRANTS);
      return applyMigrations(asOwner, migrations);
    },
  );
}

async function applyMigrations(
  login: { url: string; role: 'ganpei_owner' },
  migrations: readonly MigrationClass[],
): Promise<string[]> {
  const dataSource = new DataSource(dataSourceOptions(login, { migrations }, 2));
  await dataSource.initialize();
  try {
    const applied = await dataSource.runMigrations();
    return applied.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}

/**
 * BullMQ writes down each step of each job and rings for it, some six times a job, for whoever
 * follows its events. Here nobody does: all of them go through this one function, which does
 * nothing. BullMQ's migrations may bring their own back, so that each start replaces it after them.
 */
const NO_QUEUE_EVENTS = `
  CREATE OR REPLACE FUNCTION bullmq.publish_event(p_queue text, p_event text, p_data jsonb)
    RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 0::bigint';
  DELETE FROM bullmq.event;`;

/** The queue's tables are its own business; the application may write there and nothing more. */
const QUEUE_GRANTS = `
  GRANT USAGE ON SCHEMA bullmq TO ganpei_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bullmq TO ganpei_app;
  GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA bullmq TO ganpei_app;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA bullmq TO ganpei_app;`;

async function requireServerVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version`,
  );
  const server = rows[0];
  if (server === undefined || server.number < SERVER_VERSION_MIN) {
    throw new Error(
      `Ganpei needs PostgreSQL 15 or newer; this server is ${server?.version ?? 'unknown'}. 需要 PostgreSQL 15 或更高版本。`,
    );
  }
}

async function createRoles(client: Client): Promise<void> {
  for (const role of ['ganpei_owner', 'ganpei_app', 'ganpei_auditor']) {
    await client.query(`DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role} NOLOGIN; END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`);
  }
}

/** A superuser may become any role already; another login has to be a member of those it uses. */
async function becomeMember(client: Client, role: DatabaseRole): Promise<void> {
  await client.query(`DO $$
    DECLARE able boolean;
    BEGIN
      IF current_setting('server_version_num')::int >= 160000 THEN
        EXECUTE $q$ SELECT pg_has_role(current_user, '${role}', 'SET') $q$ INTO able;
      ELSE
        able := pg_has_role(current_user, '${role}', 'MEMBER');
      END IF;
      IF NOT able THEN EXECUTE format('GRANT ${role} TO %I', current_user); END IF;
    END $$`);
}

async function createSchemas(client: Client): Promise<void> {
  await client.query(`
    CREATE SCHEMA IF NOT EXISTS ganpei AUTHORIZATION ganpei_owner;
    CREATE SCHEMA IF NOT EXISTS bullmq AUTHORIZATION ganpei_owner;
    DO $$ BEGIN
      EXECUTE format('GRANT CREATE, TEMPORARY ON DATABASE %I TO ganpei_owner', current_database());
    END $$;
    GRANT USAGE ON SCHEMA ganpei TO ganpei_app, ganpei_auditor;`);
}

async function withClient<Result>(
  config: { connectionString: string; options?: string },
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ ...config, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
