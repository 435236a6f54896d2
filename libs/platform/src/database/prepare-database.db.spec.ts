import { randomBytes } from 'node:crypto';

import { Client } from 'pg';

import { MIGRATIONS } from '../../../../migrations';
import { createEmptyDatabase } from '../../../../test/support/test-database';
import type { TestDatabase } from '../../../../test/support/test-database';
import { sessionOptions } from './data-source-options';
import { prepareDatabase } from './prepare-database';

const NAMES = MIGRATIONS.map(({ name }) => name);

async function ask(url: string, sql: string, options = ''): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, options });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The roles belong to the server, not to one database: any database that was prepared has them. */
async function makeRoles(): Promise<void> {
  const other = await createEmptyDatabase();
  await prepareDatabase({ ownerUrl: other.adminUrl, migrations: [] });
  await other.drop();
}

describe('preparing a database', () => {
  let database: TestDatabase;

  beforeAll(makeRoles);

  beforeEach(async () => {
    database = await createEmptyDatabase();
  });
  afterEach(async () => {
    await database.drop();
  });

  it('is done once when several processes start together', async () => {
    const preparation = { ownerUrl: database.adminUrl, migrations: MIGRATIONS };
    const applied = await Promise.all([1, 2, 3].map(() => prepareDatabase(preparation)));
    expect(applied.flat()).toEqual(NAMES);
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  });

  it('leaves everything to the owner role, and nothing to the login that did it', async () => {
    await prepareDatabase({ ownerUrl: database.adminUrl, migrations: MIGRATIONS });
    const owners = await ask(
      database.adminUrl,
      `SELECT DISTINCT relowner::regrole::text AS owner FROM pg_class
        WHERE relnamespace IN ('ganpei'::regnamespace, 'bullmq'::regnamespace)`,
    );
    expect(owners).toEqual([{ owner: 'ganpei_owner' }]);
  });

  it('lets the application work the queue, but not change its tables', async () => {
    await prepareDatabase({ ownerUrl: database.adminUrl, migrations: MIGRATIONS });
    const asApp = (sql: string): Promise<object[]> =>
      ask(database.adminUrl, sql, sessionOptions({ role: 'ganpei_app' }));
    expect(await asApp('SELECT count(*)::int AS jobs FROM bullmq.job')).toEqual([{ jobs: 0 }]);
    await expect(asApp('DROP TABLE bullmq.job CASCADE')).rejects.toMatchObject({ code: '42501' });
    await expect(asApp('TRUNCATE bullmq.job CASCADE')).rejects.toMatchObject({ code: '42501' });
  });

  it('takes the events of jobs away that an earlier start has let the queue write', async () => {
    const preparation = { ownerUrl: database.adminUrl, migrations: MIGRATIONS };
    await prepareDatabase(preparation);
    await ask(
      database.adminUrl,
      `CREATE OR REPLACE FUNCTION bullmq.publish_event(p_queue text, p_event text, p_data jsonb)
         RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN
           INSERT INTO bullmq.event (queue, event, created_at_ms) VALUES (p_queue, p_event, 0);
           RETURN 1;
         END $$;
       SELECT bullmq.publish_event('open-payouts', 'added', '{}')`,
    );
    const events = 'SELECT count(*)::int AS events FROM bullmq.event';
    expect(await ask(database.adminUrl, events)).toEqual([{ events: 1 }]);
    await prepareDatabase(preparation);
    await ask(database.adminUrl, `SELECT bullmq.publish_event('open-payouts', 'added', '{}')`);
    expect(await ask(database.adminUrl, events)).toEqual([{ events: 0 }]);
  });

  it('is possible for a login that is no superuser but owns the database', async () => {
    const login = `ganpei_test_${randomBytes(4).toString('hex')}`;
    const name = new URL(database.adminUrl).pathname.slice(1);
    await ask(
      database.adminUrl,
      `CREATE ROLE ${login} LOGIN PASSWORD 'test' IN ROLE ganpei_owner, ganpei_app;
       ALTER DATABASE ${name} OWNER TO ${login}`,
    );
    const url = Object.assign(new URL(database.adminUrl), { username: login, password: 'test' });
    const ownerUrl = url.toString();
    const preparation = { ownerUrl, migrations: MIGRATIONS, runsApplication: true };
    expect(await prepareDatabase(preparation)).toEqual(NAMES);
    const [me] = await ask(
      ownerUrl,
      'SELECT current_user AS me',
      sessionOptions({ role: 'ganpei_app' }),
    );
    expect(me).toEqual({ me: 'ganpei_app' });
    await database.drop();
    await ask(
      Object.assign(new URL(database.adminUrl), { pathname: '/postgres' }).toString(),
      `DROP ROLE ${login}`,
    );
  });
});
