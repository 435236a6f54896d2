import type { Client } from 'pg';

import { AccountingModule } from '@app/accounting';

import { TestLibs } from '../../../../test/support/test-libs';
import { INSERT_LINES, LINE, MIRRORED, lineRows, writeJournal } from './testing/raw-journals';
import type { RawJournal } from './testing/raw-journals';

describe.each(['ganpei_app', 'ganpei_owner'] as const)('the ledger tables, as %s', (role) => {
  let libs: TestLibs;
  let client: Client;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
    client = await libs.connectAs(role);
    await client.query(`
      INSERT INTO ledger_accounts (code, name_en, name_zh, type, normal_side, currency) VALUES
        ('1801', 'Dollars only', '仅限美元', 'asset', 'debit', 'USD'),
        ('1802', 'Closed', '已停用', 'asset', 'debit', NULL);
      INSERT INTO ledger_account_closings (code, closed_by, reason) VALUES ('1802', 'test', 'test')`);
  });
  afterAll(async () => {
    await libs.stop();
  });

  it('take a journal with exactly its lines', async () => {
    const id = await writeJournal(client, {
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

  it.each<[string, RawJournal, string]>([
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
    [
      'with fewer lines than it says, which agree with each other',
      { lines: 2, transfers: [LINE] },
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
      'ledger_transfers_within_check',
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
      'to an account that is closed',
      { lines: 1, transfers: [{ ...LINE, debit: '1802' }] },
      'ledger_transfers_accounts',
    ],
    [
      'from an account that is closed',
      { lines: 1, transfers: [{ ...LINE, credit: '1802' }] },
      'ledger_transfers_accounts',
    ],
    [
      'in another currency than the account to which it goes is kept in',
      { lines: 1, transfers: [{ ...LINE, debit: '1801' }] },
      'ledger_transfers_accounts',
    ],
    [
      'in another currency than the account from which it goes is kept in',
      { lines: 1, transfers: [{ ...LINE, credit: '1801' }] },
      'ledger_transfers_accounts',
    ],
    [
      'whose second line is refused',
      {
        lines: 2,
        transfers: [
          { line: 0, lines: 2 },
          { line: 1, lines: 2, debit: '5011' },
        ],
      },
      'ledger_transfers_accounts',
    ],
    [
      'that reverses a journal that does not exist',
      { lines: 1, reverses: 'jnl_none', transfers: [LINE] },
      'ledger_journals_reverses',
    ],
    [
      'that reverses itself',
      { id: 'jnl_self', lines: 1, reverses: 'jnl_self', transfers: [LINE] },
      'ledger_journals_reverses',
    ],
    [
      'one of whose lines belongs to no journal',
      { lines: 1, transfers: [LINE, { ...LINE, journal: 'jnl_none' }] },
      'ledger_transfers_journal',
    ],
    [
      'that takes effect before it happened',
      { lines: 1, transfers: [LINE], effectiveAt: `now() - interval '1 day'` },
      'ledger_journals_effective_at',
    ],
    [
      'that takes effect after it happened, though no period was closed',
      { lines: 1, transfers: [LINE], effectiveAt: `now() + interval '1 day'` },
      'ledger_journals_effective_at',
    ],
    [
      'of no time at all',
      { lines: 1, transfers: [LINE], occurredAt: `'infinity'` },
      'ledger_journals_occurred_check',
    ],
    [
      'of a time that JSON dates do not reach',
      { lines: 1, transfers: [LINE], occurredAt: `'-infinity'` },
      'ledger_journals_occurred_check',
    ],
    [
      'whose dimensions have no names',
      { lines: 1, transfers: [{ ...LINE, dimensions: ['simulated'] }] },
      'ledger_transfers_dimensions_check',
    ],
  ])('refuse a journal %s', async (_what, journal, constraint) => {
    await expect(writeJournal(client, journal)).rejects.toMatchObject({ constraint });
  });

  it.each([
    ['the same content', {}],
    ['other content', { transfers: [{ ...LINE, amount: '101' }] }],
  ])('refuse a second journal under the same key, with %s', async (what, other) => {
    const journal = { lines: 1, key: `a key for ${what}`, transfers: [LINE] };
    await writeJournal(client, journal);
    await expect(writeJournal(client, { ...journal, ...other })).rejects.toMatchObject({
      constraint: 'ledger_journals_idempotency_key',
    });
  });

  it('refuse a second reversal of the same journal', async () => {
    const original = await writeJournal(client, { lines: 1, transfers: [LINE] });
    const reversal = { lines: 1, reverses: original, transfers: [MIRRORED] };
    await writeJournal(client, reversal);
    await expect(writeJournal(client, reversal)).rejects.toMatchObject({
      constraint: 'ledger_journals_reverses_key',
    });
  });

  it.each([
    ['the same side', LINE],
    ['another amount', { ...MIRRORED, amount: '2' }],
    ['another currency', { ...MIRRORED, currency: 'JPY' }],
    ['another account', { ...MIRRORED, debit: '2030' }],
  ])('refuse a reversal with %s', async (_what, line) => {
    const original = await writeJournal(client, { lines: 1, transfers: [LINE] });
    const crooked = { lines: 1, reverses: original, transfers: [line] };
    await expect(writeJournal(client, crooked)).rejects.toMatchObject({
      constraint: 'ledger_journals_mirror',
    });
  });

  it('refuse two journals that reverse each other', async () => {
    const both = `
      WITH journals AS (
        INSERT INTO ledger_journals (lane, id, kind, occurred_at, effective_at, lines, actor,
                                     reverses_id, idempotency_key, memo)
        SELECT 7, id, 'E36', now(), now(), 1, 'test', other, id, ''
          FROM (VALUES ('jnl_a', 'jnl_b'), ('jnl_b', 'jnl_a')) AS pair (id, other))
      ${INSERT_LINES}`;
    const lines = [
      { ...LINE, journal: 'jnl_a' },
      { ...LINE, journal: 'jnl_b' },
    ];
    await expect(client.query(both, [lineRows('', lines)])).rejects.toMatchObject({
      constraint: 'ledger_journals_reverses',
    });
  });

  it('refuse a time of booking that was chosen', async () => {
    const chosen = `
      WITH journal AS (
        INSERT INTO ledger_journals (lane, id, kind, occurred_at, effective_at, posted_at, lines,
                                     actor, idempotency_key, memo)
        VALUES (7, 'jnl_chosen', 'E05', now(), now(), now() - interval '1 day', 1, 'test', 'k', ''))
      ${INSERT_LINES}`;
    await expect(client.query(chosen, [lineRows('jnl_chosen', [LINE])])).rejects.toMatchObject(
      role === 'ganpei_app' ? { code: '42501' } : { constraint: 'ledger_journals_posted_at' },
    );
  });

  it.each(['REPEATABLE READ', 'SERIALIZABLE'])(
    'refuse a journal in a %s transaction, which would look past a closing',
    async (level) => {
      await client.query(`BEGIN ISOLATION LEVEL ${level}`);
      const attempt = writeJournal(client, { lines: 1, transfers: [LINE] });
      await expect(attempt).rejects.toMatchObject({ constraint: 'ledger_isolation' });
      await client.query('ROLLBACK');
    },
  );
});
