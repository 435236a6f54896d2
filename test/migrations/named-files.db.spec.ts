import { Client } from 'pg';

import { prepareDatabase } from '@app/platform';

import { MIGRATIONS } from '../../migrations';
import { createEmptyDatabase } from '../support/test-database';
import type { TestDatabase } from '../support/test-database';

/** Columns with the digest of something that nobody removes because no record names it. */
const NO_NAMES: readonly string[] = [
  // What is announced is not there yet, and is looked for by nobody.
  'claim_uploads.sha256',
  // The list of what may be named by nobody.
  'provisional_files.sha256',
];

/**
 * A file in the store is removed a day after no record names it, and the view `named_files` says
 * what names one. A column that is forgotten there loses its files.
 */
describe('every file that a record names', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    await prepareDatabase({ ownerUrl: database.adminUrl, migrations: MIGRATIONS });
    client = new Client({ connectionString: database.adminUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const columns = async (sql: string): Promise<string[]> => {
    const { rows } = await client.query<{ name: string }>(sql);
    return rows.map(({ name }) => name);
  };

  it('is known as named', async () => {
    const digests = await columns(
      `SELECT format('%s.%s', c.table_name, c.column_name) AS name
         FROM information_schema.columns c
         JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema = 'ganpei' AND t.table_type = 'BASE TABLE'
          AND c.column_name ~ 'sha256'`,
    );
    const known = await columns(
      `SELECT format('%s.%s', table_name, column_name) AS name
         FROM information_schema.view_column_usage
        WHERE view_schema = 'ganpei' AND view_name = 'named_files' AND column_name ~ 'sha256'`,
    );
    expect(known.length).toBeGreaterThanOrEqual(4);
    expect([...known, ...NO_NAMES].sort()).toEqual(digests.sort());
  });
});
