import { TestLibs } from '../../../../test/support/test-libs';
import { LedgerModule } from '../ledger.module';
import { LedgerQueries } from '../ledger.queries';
import { AddAccounts } from './add-accounts';
import type { AccountDraft } from './add-accounts';

const CASH: AccountDraft = {
  code: '1010',
  nameEn: 'Cash',
  nameZh: '现金',
  type: 'asset',
  normalSide: 'debit',
  dimensions: ['rail', 'fund'],
  guard: 'cash',
};
const PAYABLE: AccountDraft = {
  code: '2010',
  nameEn: 'Payable',
  nameZh: '应付款',
  type: 'liability',
  normalSide: 'credit',
  dimensions: [],
  guard: null,
};

describe('AddAccounts', () => {
  let libs: TestLibs;

  beforeEach(async () => {
    libs = await TestLibs.start({ imports: [LedgerModule] });
  });
  afterEach(async () => {
    await libs.stop();
  });

  const add = (...accounts: AccountDraft[]): Promise<void> =>
    libs.inTransaction((tx) => libs.get(AddAccounts).run(tx, accounts));
  const chart = async (): Promise<object[]> => {
    const accounts = await libs.get(LedgerQueries).accounts(libs.unitOfWork.reads);
    return accounts.map((account) => ({ ...account }));
  };
  const withoutCurrency = (account: AccountDraft): object => ({ ...account, currency: null });

  it('adds what is missing and leaves what stands', async () => {
    await add(CASH);
    await add(CASH, PAYABLE);
    expect(await chart()).toEqual([CASH, PAYABLE].map(withoutCurrency));
  });

  it('adds nothing for nothing', async () => {
    await add();
    expect(await chart()).toEqual([]);
  });

  it('adds each account once when several do it at once', async () => {
    await Promise.all([add(CASH, PAYABLE), add(CASH, PAYABLE), add(CASH, PAYABLE)]);
    expect(await chart()).toEqual([CASH, PAYABLE].map(withoutCurrency));
  });

  it.each<Partial<AccountDraft>>([
    { guard: null },
    { guard: 'other' },
    { type: 'expense' },
    { normalSide: 'credit' },
    { dimensions: ['rail'] },
    { dimensions: ['fund', 'rail'] },
    { nameEn: 'Money' },
    { nameZh: '钱' },
  ])('refuses an account that stands already and said otherwise: %o', async (change) => {
    await add(CASH);
    const field = Object.keys(change)[0]!;
    await expect(add(PAYABLE, { ...CASH, ...change })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'ledger.account_differs',
      details: { account: '1010', fields: [field] },
    });
    expect(await chart()).toEqual([withoutCurrency(CASH)]);
  });

  it('refuses an account that is kept in one currency only', async () => {
    await libs.unitOfWork.reads.query(
      `INSERT INTO ledger_accounts (code, name_en, name_zh, type, normal_side, currency)
       VALUES ('2010', 'Payable', '应付款', 'liability', 'credit', 'CNY')`,
    );
    await expect(add(PAYABLE)).rejects.toMatchObject({ details: { fields: ['currency'] } });
  });
});
