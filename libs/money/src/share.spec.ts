import fc from 'fast-check';

import { AMOUNT_MINOR_MAX, Money, sumOf } from './money';
import { WHOLE_BP, allocate, shareRoundedDown } from './share';

const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');
const amounts = fc.bigInt({ min: -AMOUNT_MINOR_MAX, max: AMOUNT_MINOR_MAX });
const weights = fc
  .array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 })
  .filter((list) => list.some((weight) => weight > 0n));

describe('a share in basis points', () => {
  it.each([
    [10_000n, 5_000n, 5_000n],
    [9_999n, 5_000n, 4_999n],
    [1n, 9_999n, 0n],
    [199n, 30_000n, 597n],
    [199n, 0n, 0n],
    [-9_999n, 5_000n, -4_999n],
  ])('of %s: %s bp are %s, rounded towards zero', (amountMinor, shareBp, expected) => {
    expect(shareRoundedDown(cny(amountMinor), shareBp).amountMinor).toBe(expected);
  });

  it('and its counterpart never add up to more than the whole', () => {
    const nonNegative = fc.bigInt({ min: 0n, max: AMOUNT_MINOR_MAX });
    const shares = fc.bigInt({ min: 0n, max: WHOLE_BP });
    fc.assert(
      fc.property(nonNegative, shares, (amountMinor, shareBp) => {
        const ours = shareRoundedDown(cny(amountMinor), shareBp);
        const theirs = shareRoundedDown(cny(amountMinor), WHOLE_BP - shareBp);
        const lost = amountMinor - ours.plus(theirs).amountMinor;
        expect(lost === 0n || lost === 1n).toBe(true);
      }),
    );
  });
});

describe('an allocation', () => {
  it.each([
    ['equal weights, a rest of one', 100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    ['equal weights, a rest of two', 101n, [1n, 1n, 1n], [34n, 34n, 33n]],
    ['the larger remainder first', 10n, [34n, 33n, 33n], [4n, 3n, 3n]],
    ['a weight of nothing', 100n, [0n, 1n], [0n, 100n]],
    ['more parts than cents', 2n, [1n, 1n, 1n], [1n, 1n, 0n]],
    ['nothing to share', 0n, [1n, 2n], [0n, 0n]],
    ['an amount to take back', -100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
  ])('is by largest remainder: %s', (_, amountMinor, given, expected) => {
    const parts = allocate(cny(amountMinor), given);
    expect(parts.map((part) => part.amountMinor)).toEqual(expected);
  });

  it('sums exactly to the amount, and no part is a whole unit away from its due', () => {
    fc.assert(
      fc.property(amounts, weights, (amountMinor, given) => {
        const parts = allocate(cny(amountMinor), given);
        expect(sumOf(parts, 'CNY').amountMinor).toBe(amountMinor);
        const total = given.reduce((sum, weight) => sum + weight, 0n);
        parts.forEach((part, index) => {
          const due = amountMinor * (given[index] ?? 0n);
          const distance = part.amountMinor * total - due;
          expect(distance < total && -distance < total).toBe(true);
        });
      }),
    );
  });

  it.each([
    ['no weights', []],
    ['only zeros', [0n, 0n]],
    ['a negative weight', [2n, -1n]],
  ])('refuses %s', (_, given) => {
    expect(() => allocate(cny(100n), given)).toThrow(RangeError);
  });
});
