import type { Client } from 'pg';

import { AccountingModule } from '@app/accounting';

import { TestLibs } from '../../../../test/support/test-libs';
import { LINE, writeJournal } from './testing/raw-journals';
import type { RawJournal } from './testing/raw-journals';

const JANUARY = `'2026-01-01 00:00:00+00'`;
const FEBRUARY = `'2026-02-01 00:00:00+00'`;

const closePeriod = (closedUntil: string): string =>
  `INSERT INTO ledger_period_closings (closed_until, closed_by, reason) VALUES (${closedUntil}, 'test', 'test')`;
const closeAccount = (code: string): string =>
  `INSERT INTO ledger_account_closings (code, closed_by, reason) VALUES ('${code}', 'test', 'test')`;

describe.each(['ganpei_app', 'ganpei_owner'] as const)('closing the books, as %s', (role) => {
  let libs: TestLibs;
  let client: Client;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
    client = await libs.connectAs(role);
    await client.query(closePeriod(FEBRUARY));
  });
  afterAll(async () => {
    await libs.stop();
  });

  it.each([
    ['that is not over', `now() + interval '1 minute'`, 'ledger_period_closings_order'],
    ['that never ends', `'infinity'`, 'ledger_period_closings_order'],
    ['before the last one', JANUARY, 'ledger_period_closings_order'],
    ['for the second time', FEBRUARY, 'ledger_period_closings_order'],
  ])('refuses a period %s', async (_what, closedUntil, constraint) => {
    await expect(client.query(closePeriod(closedUntil))).rejects.toMatchObject({ constraint });
  });

  it('refuses two periods in one statement that go backwards', async () => {
    const march = `'2026-03-01 00:00:00+00'`;
    const april = `'2026-04-01 00:00:00+00'`;
    const backwards = `${closePeriod(april)}, (${march}, 'test', 'test')`;
    await expect(client.query(backwards)).rejects.toMatchObject({
      constraint: 'ledger_period_closings_order',
    });
  });

  it.each([
    ['a period', 'ledger_period_closings', `closed_until`, `'2026-03-01 00:00:00+00'`],
    ['an account', 'ledger_account_closings', 'code', `'1120'`],
  ])('refuses a chosen time of closing %s', async (_what, table, key, value) => {
    const chosen = `INSERT INTO ${table} (${key}, closed_at, closed_by, reason)
      VALUES (${value}, now() - interval '1 day', 'test', 'test')`;
    await expect(client.query(chosen)).rejects.toMatchObject(
      role === 'ganpei_app' ? { code: '42501' } : { constraint: 'ledger_closings_closed_at' },
    );
  });

  it('refuses to close an account that is not in the chart', async () => {
    await expect(client.query(closeAccount('1111'))).rejects.toMatchObject({
      constraint: 'ledger_account_closings_account_fk',
    });
  });

  it.each(['REPEATABLE READ', 'SERIALIZABLE'])(
    'refuses to close in a %s transaction, which would look past the last closing',
    async (level) => {
      for (const closing of [closePeriod(`'2026-03-01 00:00:00+00'`), closeAccount('1120')]) {
        await client.query(`BEGIN ISOLATION LEVEL ${level}`);
        await expect(client.query(closing)).rejects.toMatchObject({
          constraint: 'ledger_isolation',
        });
        await client.query('ROLLBACK');
      }
    },
  );

  const write = (times: Pick<RawJournal, 'occurredAt' | 'effectiveAt'>): Promise<string> =>
    writeJournal(client, { lines: 1, transfers: [LINE], ...times });

  it('takes a late fact where the open period begins', async () => {
    const id = await write({ occurredAt: JANUARY, effectiveAt: FEBRUARY });
    const { rows } = await client.query(
      'SELECT occurred_at, effective_at FROM ledger_journals WHERE lane = 7 AND id = $1',
      [id],
    );
    expect(rows).toEqual([
      {
        occurred_at: new Date('2026-01-01T00:00:00Z'),
        effective_at: new Date('2026-02-01T00:00:00Z'),
      },
    ]);
  });

  it.each([
    ['in the closed period', JANUARY],
    ['a microsecond before the open one', `timestamptz ${FEBRUARY} - interval '1 microsecond'`],
    ['later than where the open period begins', `now()`],
  ])('refuses a late fact that takes effect %s', async (_what, effectiveAt) => {
    await expect(write({ occurredAt: JANUARY, effectiveAt })).rejects.toMatchObject({
      code: '40001',
      constraint: 'ledger_journals_effective_at',
    });
  });
});
