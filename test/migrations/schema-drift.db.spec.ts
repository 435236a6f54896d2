import { DataSource } from 'typeorm';

import { FUND_ENTITIES } from '@app/accounting';
import { AUDIT_ENTITIES } from '@app/audit';
import { CLAIM_ENTITIES } from '@app/claims';
import { LEDGER_ENTITIES } from '@app/ledger';
import { MESSAGING_ENTITIES } from '@app/messaging';
import { PAYMENT_ENTITIES } from '@app/payments';
import { PAYOUT_ENTITIES } from '@app/payouts';
import { PLATFORM_ENTITIES, dataSourceOptions, prepareDatabase } from '@app/platform';
import { PROGRAM_ENTITIES } from '@app/programs';
import { RECOVERY_ENTITIES } from '@app/recoveries';
import { REVIEW_ENTITIES } from '@app/review';

import { MIGRATIONS } from '../../migrations';
import { createEmptyDatabase } from '../support/test-database';
import type { TestDatabase } from '../support/test-database';

const ENTITIES = [
  ...PLATFORM_ENTITIES,
  ...AUDIT_ENTITIES,
  ...LEDGER_ENTITIES,
  ...FUND_ENTITIES,
  ...PAYMENT_ENTITIES,
  ...PROGRAM_ENTITIES,
  ...CLAIM_ENTITIES,
  ...MESSAGING_ENTITIES,
  ...REVIEW_ENTITIES,
  ...PAYOUT_ENTITIES,
  ...RECOVERY_ENTITIES,
];

describe('the schema', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createEmptyDatabase();
  });
  afterAll(async () => {
    await database.drop();
  });

  it('is made from nothing by the migrations, and a second run changes nothing', async () => {
    const first = await prepareDatabase({ ownerUrl: database.adminUrl, migrations: MIGRATIONS });
    const second = await prepareDatabase({ ownerUrl: database.adminUrl, migrations: MIGRATIONS });
    expect(first).toHaveLength(MIGRATIONS.length);
    expect(second).toEqual([]);
  });

  it('is what the entities say, to the last index and constraint', async () => {
    await prepareDatabase({ ownerUrl: database.adminUrl, migrations: MIGRATIONS });
    const login = { url: database.adminUrl, role: 'ganpei_owner' } as const;
    const dataSource = await new DataSource(
      dataSourceOptions(login, { entities: ENTITIES }, 2),
    ).initialize();
    try {
      const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await dataSource.destroy();
    }
  });

  it('shares no table name with the queue, because both stand in one search path', async () => {
    await prepareDatabase({ ownerUrl: database.adminUrl, migrations: MIGRATIONS });
    const login = { url: database.adminUrl, role: 'ganpei_owner' } as const;
    const dataSource = await new DataSource(dataSourceOptions(login, {}, 2)).initialize();
    try {
      const shared = await dataSource.query<{ name: string }[]>(
        `SELECT ours.relname AS name FROM pg_class ours JOIN pg_class theirs USING (relname)
          WHERE ours.relnamespace = 'ganpei'::regnamespace AND theirs.relnamespace = 'bullmq'::regnamespace`,
      );
      expect(shared).toEqual([]);
    } finally {
      await dataSource.destroy();
    }
  });
});
