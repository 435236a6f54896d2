import { randomBytes } from 'node:crypto';

import { Client } from 'pg';

import { AccountingModule } from '@app/accounting';

import { TestLibs } from '../../../../test/support/test-libs';
import {
  INSERT_LINES,
  LINE,
  insertJournal,
  lineRows,
  writeJournal,
  writeLines,
} from './testing/raw-journals';
import type { RawLine } from './testing/raw-journals';

describe.each(['ganpei_app', 'ganpei_owner'] as const)(
  'what stands in the ledger, for %s',
  (role) => {
    let libs: TestLibs;
    let client: Client;

    beforeAll(async () => {
      libs = await TestLibs.start({ imports: [AccountingModule] });
      client = await libs.connectAs(role);
    });
    afterAll(async () => {
      await libs.stop();
    });

    it.each(['IMMEDIATE', 'DEFERRED'])(
      'is no journal whose lines are to follow, with all constraints %s',
      async (mode) => {
        await client.query(`BEGIN; SET CONSTRAINTS ALL ${mode}`);
        const alone = `${insertJournal({ lines: 1 })} RETURNING $1::text`;
        await expect(
          client.query(alone, [null, 'jnl_alone', 1, null, 'alone']),
        ).rejects.toMatchObject({ constraint: 'ledger_journals_complete' });
        await client.query('ROLLBACK');
      },
    );

    it.each(['IMMEDIATE', 'DEFERRED'])(
      'are no lines whose journal is to follow, with all constraints %s',
      async (mode) => {
        await client.query(`BEGIN; SET CONSTRAINTS ALL ${mode}`);
        await expect(writeLines(client, 'jnl_none', [LINE])).rejects.toMatchObject({
          constraint: 'ledger_transfers_journal',
        });
        await client.query('ROLLBACK');
      },
    );

    it('is no journal whose lines a function adds while it is inserted', async () => {
      await client.query(`
      CREATE FUNCTION pg_temp.add_line(journal text) RETURNS text LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO ledger_transfers VALUES (7, journal, 0, 1, '5010', '2010', 'CNY', 1, '{}');
        RETURN journal;
      END $$`);
      const nested = insertJournal({ lines: 1 }).replace('(7, $2', '(7, pg_temp.add_line($2)');
      await expect(
        client.query(`${nested} RETURNING $1::text`, [null, 'jnl_nested', 1, null, 'nested']),
      ).rejects.toMatchObject({ constraint: 'ledger_transfers_journal' });
    });

    describe('takes no addition to a journal', () => {
      let id: string;

      beforeEach(async () => {
        id = await writeJournal(client, { lines: 1, transfers: [LINE] });
      });

      const expectRefused = async (
        attempt: Promise<unknown>,
        constraint = 'ledger_transfers_complete',
      ): Promise<void> => {
        await expect(attempt).rejects.toMatchObject({ constraint });
        await client.query('ROLLBACK');
        const { rows } = await client.query(
          'SELECT count(*)::int AS lines FROM ledger_transfers WHERE lane = 7 AND journal_id = $1',
          [id],
        );
        expect(rows).toEqual([{ lines: 1 }]);
      };

      it.each<[string, readonly RawLine[], string]>([
        [
          'a line under its number of lines',
          [{ line: 1, lines: 1 }],
          'ledger_transfers_within_check',
        ],
        [
          'a line under a new number of lines',
          [{ line: 1, lines: 2 }],
          'ledger_transfers_complete',
        ],
        ['its first line once more', [{ line: 0, lines: 1 }], 'ledger_transfers_pk'],
        [
          'several lines that count themselves only',
          [
            { line: 1, lines: 2 },
            { line: 2, lines: 3 },
          ],
          'ledger_transfers_complete',
        ],
        [
          'a whole new set of lines',
          [
            { line: 0, lines: 2 },
            { line: 1, lines: 2 },
          ],
          'ledger_transfers_pk',
        ],
      ])('%s, in a later transaction', async (_what, transfers, constraint) => {
        await expectRefused(writeLines(client, id, transfers), constraint);
      });

      it.each(['IMMEDIATE', 'DEFERRED'])(
        'in the same transaction, with all constraints %s',
        async (mode) => {
          await client.query('BEGIN');
          const fresh = await writeJournal(client, { lines: 1, transfers: [LINE] });
          await client.query(`SET CONSTRAINTS ALL ${mode}`);
          await expectRefused(writeLines(client, fresh, [{ line: 1, lines: 2 }]));
        },
      );

      it('by leaving out the lines that are there already', async () => {
        const lines = lineRows(id, [
          { line: 0, lines: 2 },
          { line: 1, lines: 2 },
        ]);
        await expectRefused(client.query(`${INSERT_LINES} ON CONFLICT DO NOTHING`, [lines]));
      });

      it('by two inserts in one statement', async () => {
        const first = lineRows(id, [{ line: 1, lines: 2 }]);
        const second = lineRows(id, [{ line: 2, lines: 3 }]);
        const both = `WITH one AS (${INSERT_LINES}) ${INSERT_LINES.replace('$1', '$2')}`;
        await expectRefused(client.query(both, [first, second]));
      });

      it('by MERGE', async () => {
        const merge = `
        MERGE INTO ledger_transfers t USING (SELECT $1::text AS journal) AS source
           ON t.lane = 7 AND t.journal_id = source.journal AND t.line = 1
        WHEN NOT MATCHED THEN INSERT VALUES (7, source.journal, 1, 2, '5010', '2010', 'CNY', 1, '{}')`;
        await expectRefused(client.query(merge, [id]));
      });
    });

    const refusal =
      role === 'ganpei_app' ? { code: '42501' } : { code: '23000', constraint: 'append_only' };

    it.each([
      ['an update', 'UPDATE ledger_transfers SET amount_minor = 1'],
      ['an update of no row', 'UPDATE ledger_journals SET memo = memo WHERE false'],
      ['a delete', 'DELETE FROM ledger_journals'],
      ['a truncate', 'TRUNCATE ledger_transfers'],
      ['a truncate of what they lean on', 'TRUNCATE ledger_accounts CASCADE'],
      [
        'an insert that updates',
        `INSERT INTO ledger_transfers VALUES (7, 'jnl_1', 0, 1, '5010', '2010', 'CNY', 1, '{}')
       ON CONFLICT (lane, journal_id, line) DO UPDATE SET amount_minor = 1`,
      ],
      [
        'a merge that deletes',
        `MERGE INTO ledger_transfers t USING (SELECT 1) AS source ON true WHEN MATCHED THEN DELETE`,
      ],
    ])('refuses %s', async (_what, sql) => {
      await expect(client.query(sql)).rejects.toMatchObject(refusal);
    });
  },
);

describe('the login of the application', () => {
  const login = `ganpei_test_${randomBytes(4).toString('hex')}`;
  let libs: TestLibs;
  let admin: Client;
  let client: Client;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
    admin = await libs.connectAs(null);
    await admin.query(`CREATE ROLE ${login} LOGIN PASSWORD 'test' IN ROLE ganpei_app`);
    const url = Object.assign(new URL(libs.database.adminUrl), {
      username: login,
      password: 'test',
    });
    client = new Client({ connectionString: url.toString(), options: '-c search_path=ganpei' });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await admin.query(`DROP ROLE ${login}`);
    await libs.stop();
  });

  it.each([
    ['switch the triggers off', 'ALTER TABLE ledger_transfers DISABLE TRIGGER ALL'],
    ['play a replica, for which triggers rest', 'SET session_replication_role = replica'],
    ['drop a table', 'DROP TABLE ledger_transfers CASCADE'],
    [
      'replace a rule',
      `CREATE OR REPLACE FUNCTION ganpei.refuse_change() RETURNS trigger LANGUAGE plpgsql
         AS 'BEGIN RETURN NULL; END'`,
    ],
    ['make tables of its own among ours', 'CREATE TABLE ganpei.ledger_other (id text)'],
    ['become the owner', 'SET ROLE ganpei_owner'],
    [
      'borrow the rights of a trigger for a table of its own',
      `CREATE TEMP TABLE lines (LIKE ganpei.ledger_transfers);
       CREATE TRIGGER lines AFTER INSERT ON lines REFERENCING NEW TABLE AS new_rows
         FOR EACH STATEMENT EXECUTE FUNCTION ganpei.ledger_require_complete_lines()`,
    ],
    [
      'queue for sealing what is not in the ledger',
      `INSERT INTO ledger_unsealed VALUES (0, 'jnl_none', '{jnl_none}')`,
    ],
    ['raise an allotment', 'UPDATE ledger_guards SET available_minor = 1'],
    ['choose the time of booking', 'INSERT INTO ledger_journals (posted_at) VALUES (now())'],
  ])('cannot %s', async (_what, sql) => {
    await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
  });
});
