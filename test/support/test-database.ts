import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { Client } from 'pg';

import { prepareDatabase } from '@app/platform';

import { MIGRATIONS } from '../../migrations';
import type { TestServer } from './global-setup';

const TEMPLATE = 'ganpei_test_template';
/** Held while the template is made; the first of several Jest workers makes it for all. */
const TEMPLATE_LOCK = 7_204_900;

export interface TestDatabase {
  /** The server's superuser in this database: for preparing, and for looking behind the curtain. */
  readonly adminUrl: string;
  /** A backup of it, as a database of its own. Nobody may be connected while it is made. */
  copy(): Promise<TestDatabase>;
  drop(): Promise<void>;
}

/** A fresh, migrated database: a copy of a template that is made once per run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = testServer();
  await onServer(server, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await makeTemplate(server, client);
  });
  return copyOf(server, TEMPLATE);
}

/** An empty database, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return copyOf(testServer(), 'template0');
}

async function copyOf(server: TestServer, template: string): Promise<TestDatabase> {
  const name = `ganpei_test_${randomBytes(6).toString('hex')}`;
  await onServer(server, async (client) => {
    // Two copies of one template at once would be in each other's way.
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    adminUrl: inDatabase(server, name),
    copy: () => copyOf(server, name),
    drop: () =>
      onServer(server, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

async function makeTemplate(server: TestServer, client: Client): Promise<void> {
  const { rowCount } = await client.query(
    'SELECT FROM pg_database WHERE datname = $1 AND datistemplate',
    [TEMPLATE],
  );
  if (rowCount === 1) return;
  await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE}`);
  await client.query(`CREATE DATABASE ${TEMPLATE} TEMPLATE template0`);
  await prepareDatabase({ ownerUrl: inDatabase(server, TEMPLATE), migrations: MIGRATIONS });
  await client.query(`ALTER DATABASE ${TEMPLATE} IS_TEMPLATE true`);
}

export function testServer(): TestServer {
  const file = process.env.GANPEI_TEST_SERVER;
  if (file === undefined)
    throw new Error('Run this through Jest: global-setup.ts starts the server.');
  return JSON.parse(readFileSync(file, 'utf8')) as TestServer;
}

function inDatabase(server: TestServer, database: string): string {
  const url = new URL(server.adminUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

async function onServer(
  server: TestServer,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const client = new Client({ connectionString: inDatabase(server, 'postgres') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
