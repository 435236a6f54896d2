import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';

import { MIGRATIONS } from '../../migrations';
import { createEmptyDatabase, createTestDatabase } from '../support/test-database';
import type { TestDatabase } from '../support/test-database';

const COMMAND = join(__dirname, '..', 'faults', 'run-ganpei.cjs');

const COUNT = 'SELECT count(*) FROM ganpei.schema_migrations';
const READING = ['doctor', 'doctor --books', 'ledger keys', 'ledger export --out books'];

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('a command that only reads', () => {
  let folder: string;
  const databases: TestDatabase[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ganpei-reading-'));
  });
  afterAll(async () => {
    for (const database of databases) await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const ganpei = async (words: string, environment = {}): Promise<Outcome> =>
    new Promise((resolve) => {
      const { PATH = '', HOME = '' } = process.env;
      const env = { PATH, HOME, STATE_DIR: join(folder, 'state'), ...environment };
      const child = execFile(
        process.execPath,
        [COMMAND, ...words.split(' ')],
        { env, cwd: folder },
        (_, stdout, stderr) => {
          resolve({ code: child.exitCode ?? -1, stdout, stderr });
        },
      );
    });

  const onDatabase = async (database: TestDatabase, sql: string): Promise<unknown[]> => {
    const client = new Client({ connectionString: database.adminUrl });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };

  it.each(READING)('makes no installation where there is none: %s', async (words) => {
    const { code, stdout, stderr } = await ganpei(words);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /中没有安装实例：.*\nThere is no installation in .*state: start it with/,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves an empty database as it is', async () => {
    const database = await createEmptyDatabase();
    databases.push(database);
    const { code, stderr } = await ganpei('doctor', { DATABASE_URL: database.adminUrl });
    expect(code).toBe(1);
    expect(stderr).toMatch(/There is no installation in PostgreSQL at .*ganpei_test_/);
    const made = `SELECT nspname FROM pg_namespace WHERE nspname IN ('ganpei', 'bullmq')`;
    expect(await onDatabase(database, made)).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('makes no keys beside a database that holds an installation', async () => {
    const database = await createTestDatabase();
    databases.push(database);
    const said = [];
    for (const words of ['doctor', 'ledger keys', 'ledger export --out books']) {
      const { stdout, stderr } = await ganpei(words, { DATABASE_URL: database.adminUrl });
      said.push(`${stdout}${stderr}`);
      expect(await readdir(folder)).toEqual([]);
    }
    expect(said).toEqual([
      expect.stringMatching(/^✓ PostgreSQL at .*ganpei_test_/m),
      expect.stringMatching(/The log has no key yet/),
      expect.stringMatching(/There is no checkpoint yet/),
    ]);
  });

  it('does not migrate, and says who does', async () => {
    const database = await createTestDatabase();
    databases.push(database);
    const last = `(SELECT max(id) FROM ganpei.schema_migrations)`;
    await onDatabase(database, `DELETE FROM ganpei.schema_migrations WHERE id = ${last}`);
    const { code, stderr } = await ganpei('doctor', { DATABASE_URL: database.adminUrl });
    expect(code).toBe(1);
    expect(stderr).toMatch(/旧于本程序：请用“ganpei migrate”升级/);
    expect(stderr).toMatch(/bring it up to date with "ganpei migrate"/);
    expect(await onDatabase(database, COUNT)).toEqual([{ count: String(MIGRATIONS.length - 1) }]);
  });
});
