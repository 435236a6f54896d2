import { CHART_OF_ACCOUNTS, DIMENSIONS, GUARDS, ZERO_WHEN_CLOSED } from './chart-of-accounts';
import type { ChartAccount } from './chart-of-accounts';

const TYPE_OF_FIRST_DIGIT: Readonly<Record<string, ChartAccount['type']>> = {
  '1': 'asset',
  '2': 'liability',
  '3': 'equity',
  '4': 'income',
  '5': 'expense',
  '9': 'memo',
};

/** What these hold is subtracted from the accounts around them: they stand on the other side. */
const CONTRA = ['1190', '5110', '5120', '5130', '9101', '9201'];

describe('the chart of accounts', () => {
  const codes = CHART_OF_ACCOUNTS.map(({ code }) => code);

  it('has each code once, in order', () => {
    expect(codes).toEqual([...new Set(codes)].sort());
  });

  it.each(CHART_OF_ACCOUNTS)(
    '$code has four digits, of which the first tells its type',
    (account) => {
      expect(account.code).toMatch(/^\d{4}$/);
      expect(account.type).toBe(TYPE_OF_FIRST_DIGIT[account.code.charAt(0)]);
    },
  );

  it.each(CHART_OF_ACCOUNTS)('$code has a name in English and in Chinese', ({ nameEn, nameZh }) => {
    expect(nameEn).toMatch(/^[\x20-\x7e]+$/);
    expect(nameZh).toMatch(/\p{Script=Han}/u);
  });

  it.each(CHART_OF_ACCOUNTS)('$code stands on the side of its type', (account) => {
    const growsByDebit = ['asset', 'expense', 'memo'].includes(account.type);
    const usual = growsByDebit ? 'debit' : 'credit';
    const opposite = growsByDebit ? 'credit' : 'debit';
    expect(account.normalSide).toBe(CONTRA.includes(account.code) ? opposite : usual);
  });

  it('gives every memo account its contra', () => {
    const memos = CHART_OF_ACCOUNTS.filter(({ type }) => type === 'memo');
    expect(memos.map(({ code, normalSide }) => `${code} ${normalSide}`)).toEqual([
      '9100 debit',
      '9101 credit',
      '9200 debit',
      '9201 credit',
    ]);
  });

  it('knows the accounts that have to be empty when a claim is closed', () => {
    expect(ZERO_WHEN_CLOSED.filter((code) => !codes.includes(code))).toEqual([]);
    expect([...ZERO_WHEN_CLOSED].sort()).toEqual(['1150', '2010', '2030', '2040', '2050']);
  });

  it.each([
    ['pack', '2010 5010 5040 5080 5110 5120 5130 9100 9101 9200 9201'],
    ['rail', '1030 2040'],
    ['counterparty', '1110 1120 1130 2060'],
    ['fund', '1020 2020 2080 3010 4010 5020'],
    ['incident', ''],
  ] as const)('asks for the %s on these accounts: %s', (dimension, accounts) => {
    const asking = CHART_OF_ACCOUNTS.filter(({ dimensions }) => dimensions.includes(dimension));
    expect(asking.map(({ code }) => code).join(' ')).toBe(accounts);
  });

  it('asks for the claim wherever the balance has to be empty when it is closed', () => {
    const perClaim = CHART_OF_ACCOUNTS.filter(({ dimensions }) => dimensions.includes('claim'));
    expect(perClaim.map(({ code }) => code)).toEqual(expect.arrayContaining([...ZERO_WHEN_CLOSED]));
  });

  it.each(CHART_OF_ACCOUNTS)('$code asks for each dimension once', ({ dimensions }) => {
    expect(dimensions).toEqual(DIMENSIONS.filter((dimension) => dimensions.includes(dimension)));
  });

  it.each(GUARDS)('guards the $name on accounts that it has', ({ accounts }) => {
    expect(accounts.filter((code) => !codes.includes(code))).toEqual([]);
    expect(accounts).not.toEqual([]);
  });
});
