import { randomBytes } from 'node:crypto';

import { Client } from 'pg';

import { AccountingModule } from '@app/accounting';

import { TestLibs } from '../../../../test/support/test-libs';

interface Line {
  readonly journal?: string;
  readonly line: number;
  readonly lines: number;
  readonly debit?: string;
  readonly credit?: string;
  readonly amount?: string;
}

interface Journal {
  readonly id?: string;
  readonly lines: number;
  readonly key?: string;
  readonly reverses?: string;
  readonly transfers?: readonly Line[];
}

const LINE = { line: 0, lines: 1 };
const INSERT_LINES = `
  INSERT INTO ledger_transfers (lane, journal_id, line, lines, debit_account, credit_account,
                                currency, amount_minor, dimensions)
  SELECT 7, l ->> 'journal', (l ->> 'line')::smallint, (l ->> 'lines')::smallint, l ->> 'debit',
         l ->> 'credit', 'CNY', (l ->> 'amount')::bigint, '{}' FROM jsonb_array_elements($1) AS l`;
const INSERT_JOURNAL = `
  INSERT INTO ledger_journals (lane, id, kind, occurred_at, lines, actor, reverses_id,
                               idempotency_key, request_hash, memo)
  VALUES (7, $2, 'E05', now(), $3, 'test', $4, $5, 'hash', '')`;

let count = 0;

function lineRows(journal: string, transfers: readonly Line[]): string {
  const usual = { journal, debit: '5010', credit: '2010', amount: '100' };
  return JSON.stringify(transfers.map((transfer) => ({ ...usual, ...transfer })));
}

/** Writes a journal and its lines as one statement, past all code of ours; returns its id. */
async function write(client: Client, journal: Journal): Promise<string> {
  count += 1;
  const id = journal.id ?? `jnl_${String(count)}`;
  await client.query(`WITH journal AS (${INSERT_JOURNAL}) ${INSERT_LINES}`, [
    lineRows(id, journal.transfers ?? []),
    id,
    journal.lines,
    journal.reverses ?? null,
    journal.key ?? id,
  ]);
  return id;
}

async function writeLines(client: Client, id: string, transfers: readonly Line[]): Promise<void> {
  await client.query(INSERT_LINES, [lineRows(id, transfers)]);
}

describe.each(['ganpei_app', 'ganpei_owner'] as const)('the ledger tables, as %s', (role) => {
  let libs: TestLibs;
  let client: Client;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
    client = await libs.connectAs(role);
  });
  afterAll(async () => {
    await libs.stop();
  });

  it('take a journal with exactly its lines', async () => {
    const id = await write(client, {
      lines: 2,
      transfers: [
        { line: 0, lines: 2 },
        { line: 1, lines: 2 },
      ],
    });
    const { rows } = await client.query(
      'SELECT lines, posted_at <= now() AS booked FROM ledger_journals WHERE lane = 7 AND id = $1',
      [id],
    );
    expect(rows).toEqual([{ lines: 2, booked: true }]);
  });

  it.each<[string, Journal, string]>([
    ['without lines', { lines: 1 }, 'ledger_journals_complete'],
    [
      'with too few lines',
      { lines: 2, transfers: [{ line: 0, lines: 2 }] },
      'ledger_transfers_complete',
    ],
    [
      'with more lines than it says',
      {
        lines: 1,
        transfers: [
          { line: 0, lines: 2 },
          { line: 1, lines: 2 },
        ],
      },
      'ledger_journals_complete',
    ],
    ['with a line number twice', { lines: 1, transfers: [LINE, LINE] }, 'ledger_transfers_pk'],
    [
      'whose line numbers have a gap',
      {
        lines: 3,
        transfers: [
          { line: 0, lines: 3 },
          { line: 2, lines: 3 },
        ],
      },
      'ledger_transfers_complete',
    ],
    [
      'whose line numbers go beyond its lines',
      {
        lines: 2,
        transfers: [
          { line: 0, lines: 2 },
          { line: 2, lines: 2 },
        ],
      },
      'ledger_transfers_within_check',
    ],
    [
      'whose lines disagree about their number',
      {
        lines: 2,
        transfers: [
          { line: 0, lines: 2 },
          { line: 1, lines: 3 },
        ],
      },
      'ledger_transfers_complete',
    ],
    [
      'with a negative line number',
      { lines: 1, transfers: [{ line: -1, lines: 1 }] },
      'ledger_transfers_line_check',
    ],
    ['of no lines', { lines: 0 }, 'ledger_journals_lines_check'],
    ['of 1,001 lines', { lines: 1_001 }, 'ledger_journals_lines_check'],
    [
      'over nothing',
      { lines: 1, transfers: [{ ...LINE, amount: '0' }] },
      'ledger_transfers_amount_check',
    ],
    [
      'over less than nothing',
      { lines: 1, transfers: [{ ...LINE, amount: '-1' }] },
      'ledger_transfers_amount_check',
    ],
    [
      'from an account to itself',
      { lines: 1, transfers: [{ ...LINE, debit: '2010' }] },
      'ledger_transfers_sides_check',
    ],
    [
      'to an account that is not in the chart',
      { lines: 1, transfers: [{ ...LINE, debit: '5011' }] },
      'ledger_transfers_accounts',
    ],
    [
      'from an account that is not in the chart',
      { lines: 1, transfers: [{ ...LINE, credit: '2011' }] },
      'ledger_transfers_accounts',
    ],
    [
      'that reverses a journal that does not exist',
      { lines: 1, reverses: 'jnl_none', transfers: [LINE] },
      'ledger_journals_reverses_fk',
    ],
    [
      'that reverses itself',
      { id: 'jnl_self', lines: 1, reverses: 'jnl_self', transfers: [LINE] },
      'ledger_journals_reverses_check',
    ],
    [
      'one of whose lines belongs to no journal',
      { lines: 1, transfers: [LINE, { ...LINE, journal: 'jnl_none' }] },
      'ledger_transfers_journal_fk',
    ],
  ])('refuse a journal %s', async (_what, journal, constraint) => {
    await expect(write(client, journal)).rejects.toMatchObject({ constraint });
  });

  it('refuse a second journal with the same key', async () => {
    const journal = { lines: 1, key: 'the-key', transfers: [LINE] };
    await write(client, journal);
    await expect(write(client, journal)).rejects.toMatchObject({
      constraint: 'ledger_journals_idempotency_key',
    });
  });

  it('refuse a second reversal of the same journal', async () => {
    const original = await write(client, { lines: 1, transfers: [LINE] });
    const reversal = { lines: 1, reverses: original, transfers: [LINE] };
    await write(client, reversal);
    await expect(write(client, reversal)).rejects.toMatchObject({
      constraint: 'ledger_journals_reverses_key',
    });
  });

  it('refuse a time of booking that was chosen', async () => {
    const chosen = `
      INSERT INTO ledger_journals (lane, id, kind, occurred_at, posted_at, lines, actor,
                                   idempotency_key, request_hash, memo)
      VALUES (7, 'jnl_chosen', 'E05', now(), now() - interval '1 day', 1, 'test', 'k', 'h', '')`;
    await expect(client.query(chosen)).rejects.toMatchObject(
      role === 'ganpei_app' ? { code: '42501' } : { constraint: 'ledger_journals_posted_at' },
    );
  });

  describe('refuse to add to a journal', () => {
    let id: string;

    beforeEach(async () => {
      id = await write(client, { lines: 1, transfers: [LINE] });
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

    it.each<[string, readonly Line[], string]>([
      [
        'a line under its number of lines',
        [{ line: 1, lines: 1 }],
        'ledger_transfers_within_check',
      ],
      ['a line under a new number of lines', [{ line: 1, lines: 2 }], 'ledger_transfers_complete'],
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
        const fresh = await write(client, { lines: 1, transfers: [LINE] });
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
  ])('refuse %s', async (_what, sql) => {
    await expect(client.query(sql)).rejects.toMatchObject(refusal);
  });
});

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
    ['choose the time of booking', 'INSERT INTO ledger_journals (posted_at) VALUES (now())'],
  ])('cannot %s', async (_what, sql) => {
    await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
  });
});
