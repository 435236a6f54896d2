import { Money } from '@app/money';

import { exposuresOf, largestOf, weighedLines } from './exposure';
import type { EarlierAwards } from './exposure';

const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');

const AWARD = {
  award: cny(300n),
  lines: [
    { paymentId: 'pmt_a', awardMinor: 100n },
    { paymentId: 'pmt_b', awardMinor: 200n },
  ],
};

const earlier = (wish: Partial<EarlierAwards> = {}): EarlierAwards => ({
  claimantMinor: 0n,
  payeeMinor: null,
  paymentsMinor: new Map(),
  ...wish,
});

describe('what an award adds up to', () => {
  it('is weighed by the payments of its lines, and by no line of another claim', () => {
    const lines = [{ id: 'cln_a', paymentId: 'pmt_a' }];
    const award = { lineId: 'cln_a', awardMinor: '100' };
    expect(weighedLines([award], lines)).toEqual([{ paymentId: 'pmt_a', awardMinor: 100n }]);
    expect(() => weighedLines([{ ...award, lineId: 'cln_b' }], lines)).toThrow('no line cln_b');
  });

  it('is the award itself where nothing was awarded before', () => {
    expect(exposuresOf(AWARD, earlier())).toEqual([
      { of: 'claimant', money: cny(300n) },
      { of: 'payment', money: cny(100n) },
      { of: 'payment', money: cny(200n) },
    ]);
  });

  it.each<[string, Partial<EarlierAwards>, object]>([
    ['the claimant', { claimantMinor: 700n }, { of: 'claimant', money: cny(1_000n) }],
    ['the account', { payeeMinor: 800n }, { of: 'payee', money: cny(1_100n) }],
    [
      'one of the payments',
      { paymentsMinor: new Map([['pmt_b', 900n]]) },
      { of: 'payment', money: cny(1_100n) },
    ],
    [
      'all of them, of which the largest counts',
      { claimantMinor: 10n, payeeMinor: 20n, paymentsMinor: new Map([['pmt_a', 5n]]) },
      { of: 'payee', money: cny(320n) },
    ],
  ])('counts what was awarded to %s', (_what, wish, largest) => {
    expect(largestOf(exposuresOf(AWARD, earlier(wish)))).toEqual(largest);
  });
});
