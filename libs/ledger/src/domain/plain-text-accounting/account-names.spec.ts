import fc from 'fast-check';

import type { ChartAccount } from '../bundle/chart';
import { accountNames, strayAccountName } from './account-names';

/** What beancount takes for the name of an account, and all others do, too. */
const NAME = /^(Assets|Liabilities|Equity|Income|Expenses)(:[A-Z0-9][A-Za-z0-9-]*)+$/;

const account = (wish: Partial<ChartAccount>): ChartAccount => ({
  code: '1030',
  nameEn: 'Payout rail balance',
  nameZh: '付款通道余额',
  type: 'asset',
  normalSide: 'debit',
  currency: null,
  dimensions: [],
  closing: null,
  ...wish,
});

describe('the name of an account in other programs', () => {
  it.each<[Partial<ChartAccount>, string]>([
    [{}, 'Assets:1030-Payout-rail-balance'],
    [
      { code: '1020', nameEn: 'Guarantee fund cash (restricted)' },
      'Assets:1020-Guarantee-fund-cash-restricted',
    ],
    [
      { code: '9101', nameEn: 'Memo: gross amount claimed, contra', type: 'memo' },
      'Equity:Memo:9101-Memo-gross-amount-claimed-contra',
    ],
    [{ code: 'cash', nameEn: '现金', type: 'liability' }, 'Liabilities:Xcash'],
  ])('of %j is %s', (wish, name) => {
    const one = account(wish);
    expect(accountNames([one]).get(one.code)).toBe(name);
  });

  it('is fit for all of them, and its own, whatever the chart says', () => {
    const types = fc.constantFrom('asset', 'liability', 'equity', 'income', 'expense', 'memo');
    const text = fc.oneof(
      fc.string({ maxLength: 3 }),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    );
    const accounts = fc.uniqueArray(fc.record({ code: text, nameEn: text, type: types }), {
      selector: ({ code }) => code,
      maxLength: 30,
    });
    fc.assert(
      fc.property(accounts, (wishes) => {
        const names = accountNames(wishes.map((wish) => account(wish as Partial<ChartAccount>)));
        expect(new Set(names.values()).size).toBe(wishes.length);
        for (const name of names.values()) expect(name).toMatch(NAME);
        for (const { code } of wishes) expect(strayAccountName(code)).toMatch(NAME);
      }),
    );
  });
});
