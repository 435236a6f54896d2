import fc from 'fast-check';

import {
  BalanceFold,
  formatBalances,
  parseBalances,
  quotedCode,
  requireSameBalances,
} from './balances';
import type { Balance } from './balances';
import type { ChartAccount } from './chart';

const account = (code: string, normalSide: 'debit' | 'credit'): ChartAccount => ({
  code,
  nameEn: code,
  nameZh: code,
  type: 'asset',
  normalSide,
  currency: null,
  dimensions: [],
  closing: null,
});
const ACCOUNTS = [account('5010', 'debit'), account('20"10', 'credit'), account('1030', 'debit')];
const CODES = ACCOUNTS.map(({ code }) => code);

describe('the balances of a bundle', () => {
  it('are the sums of the lines, exactly, and come to nothing in each currency', () => {
    const line = fc.record({
      sides: fc.shuffledSubarray(CODES, { minLength: 2, maxLength: 2 }),
      currency: fc.constantFrom('CNY', 'KWD'),
      amount: fc.bigInt(1n, 2n ** 63n - 1n),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const fold = new BalanceFold();
        for (const { sides, currency, amount } of lines) {
          const [debit, credit] = sides.map(quotedCode) as [string, string];
          fold.add({ debit, credit, currency, amountMinor: amount.toString(), dimensions: '{}' });
        }
        const balances = fold.balances(ACCOUNTS);
        expect(parseBalances(formatBalances(balances))).toEqual(balances);
        for (const { account: code, currency, ...sums } of balances) {
          const own = lines.filter((one) => one.currency === currency);
          const sum = (side: 0 | 1): bigint =>
            own.reduce((total, one) => total + (one.sides[side] === code ? one.amount : 0n), 0n);
          const net = code === '20"10' ? sum(1) - sum(0) : sum(0) - sum(1);
          expect(sums).toEqual({
            debitMinor: sum(0).toString(),
            creditMinor: sum(1).toString(),
            balanceMinor: net.toString(),
          });
        }
        const touched = lines.flatMap(({ sides, currency }) =>
          sides.map((code) => `${code} ${currency}`),
        );
        expect(balances.map(({ account: code, currency }) => `${code} ${currency}`)).toEqual(
          [...new Set(touched)].sort(),
        );
      }),
    );
  });

  const cny: Balance = {
    account: '1030',
    currency: 'CNY',
    debitMinor: '70',
    creditMinor: '20',
    balanceMinor: '50',
  };
  const jpy: Balance = { ...cny, currency: 'JPY' };

  it.each<[string, Balance[]]>([
    ['another debit', [{ ...cny, debitMinor: '71' }, jpy]],
    ['another credit', [{ ...cny, creditMinor: '21' }, jpy]],
    ['another balance', [{ ...cny, balanceMinor: '-50' }, jpy]],
    ['another account', [{ ...cny, account: '1031' }, jpy]],
    ['another currency', [{ ...cny, currency: 'CNH' }, jpy]],
    ['one missing', [jpy]],
    ['none', []],
    ['another order', [jpy, cny]],
  ])('are refused with %s', (_, stated) => {
    expect(() => requireSameBalances(stated, [cny, jpy])).toThrow(
      'balances.json is wrong for account 1030 in CNY: the journals add up to 70 debit and 20 credit.',
    );
  });

  it('are refused with one of an account that no journal touches', () => {
    expect(() => requireSameBalances([cny, jpy], [cny])).toThrow(
      'balances.json has a balance of account 1030 in JPY, which no journal touches.',
    );
    expect(() => requireSameBalances([cny, jpy], [cny, jpy])).not.toThrow();
  });
});
