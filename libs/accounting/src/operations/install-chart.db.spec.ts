import { LedgerQueries } from '@app/ledger';

import { TestLibs } from '../../../../test/support/test-libs';
import { AccountingModule } from '../accounting.module';
import { CHART_OF_ACCOUNTS } from '../domain/chart-of-accounts';
import { InstallChart } from './install-chart';

/** What may not fall below zero together. */
const GUARD_OF: Readonly<Record<string, string>> = {
  '1020': 'fund',
  '1030': 'rail',
  '2040': 'rail',
};

describe('InstallChart', () => {
  let libs: TestLibs;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
  });
  afterAll(async () => {
    await libs.stop();
  });

  it('has made every account of the chart by the time that the process has started', async () => {
    const accounts = await libs.get(LedgerQueries).accounts(libs.unitOfWork.reads);
    expect(accounts.map((account) => ({ ...account }))).toEqual(
      CHART_OF_ACCOUNTS.map((account) => ({
        ...account,
        currency: null,
        guard: GUARD_OF[account.code] ?? null,
      })),
    );
  });

  it('changes nothing when it runs again, also several times at once', async () => {
    const installChart = libs.get(InstallChart);
    await Promise.all([installChart.run(), installChart.run(), installChart.run()]);
    const accounts = await libs.get(LedgerQueries).accounts(libs.unitOfWork.reads);
    expect(accounts).toHaveLength(CHART_OF_ACCOUNTS.length);
  });
});
