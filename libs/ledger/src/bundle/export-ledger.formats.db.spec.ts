import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ACCOUNTING_PROGRAMS, itWith } from '../../../../test/support/accounting-programs';
import type { AccountingProgram } from '../../../../test/support/accounting-programs';
import { BundleFiles } from '../../../../test/support/bundle-files';
import { CURRENCIES, LedgerToExport } from '../../../../test/support/ledger-to-export';
import { AccountQueries } from '../account.queries';
import { parseChart } from '../domain/bundle/chart';
import { accountNames } from '../domain/plain-text-accounting/account-names';
import { EXPORT_FORMATS } from './export-ledger';
import { verifyBundle } from './verify-bundle';

describe('an export of the ledger', () => {
  let ledger: LedgerToExport;

  beforeAll(async () => {
    ledger = await LedgerToExport.start();
    await ledger.fill();
  });
  afterAll(async () => {
    await ledger.stop();
  });

  it('can hold the journals for other programs, too, and they are signed with the rest', async () => {
    const exported = await ledger.export({ formats: [...EXPORT_FORMATS, 'hledger'] });
    expect(verifyBundle(exported.out).size).toBe(exported.size);
    const files = BundleFiles.read(exported.out);
    const changed = files.copy();
    changed.set('journal.hledger', `${files.text('journal.hledger')}\n`);
    changed.write(exported.out, files);
    expect(() => verifyBundle(exported.out)).toThrow('journal.hledger is not the file');
  });

  /** What the ledger itself says, in the names of other programs. */
  async function ownTotals(folderOfBundle: string): Promise<[string, bigint][]> {
    const { accounts } = parseChart(readFileSync(join(folderOfBundle, 'chart.json'), 'utf8'));
    const names = accountNames(accounts);
    const turnover = await ledger.log.libs
      .get(AccountQueries)
      .turnover(ledger.log.libs.unitOfWork.reads);
    return turnover
      .map(({ code, currency, debitMinor, creditMinor }): [string, bigint] => [
        `${names.get(code)!} ${currency}`,
        debitMinor - creditMinor,
      ])
      .filter(([, minor]) => minor !== 0n)
      .sort();
  }

  async function expectSameTotals({ format, totals }: AccountingProgram): Promise<void> {
    while ((await ledger.log.seal()) !== null);
    const exported = await ledger.export({ formats: ['bundle', format] });
    expect(exported.unsealed).toBe(0);
    const file = join(exported.out, `journal.${format}`);
    const own = await ownTotals(exported.out);
    expect(own.length).toBeGreaterThan(20);
    expect([...totals(file, CURRENCIES)]).toEqual(own);
  }

  for (const program of ACCOUNTING_PROGRAMS) {
    itWith(program)(`has the same total of each account in ${program.format}`, async () => {
      await expectSameTotals(program);
    });
  }
});
