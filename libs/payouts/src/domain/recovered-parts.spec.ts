import fc from 'fast-check';

import { Money } from '@app/money';

import { recoveredParts } from './recovered-parts';

const cny = (minor: bigint): Money => Money.of(minor, 'CNY');
const open = (...minors: bigint[]) =>
  minors.map((openMinor, index) => ({ lineId: `cln_${String(index)}`, openMinor }));

describe('the claimant’s part of money that came back', () => {
  it.each([
    ['of one line', 70n, [100n], [['cln_0', 70n]]],
    [
      'of two, by what is open of each',
      30n,
      [40n, 20n],
      [
        ['cln_0', 20n],
        ['cln_1', 10n],
      ],
    ],
    ['of those with something open', 5n, [0n, 9n, -3n], [['cln_1', 5n]]],
  ] as const)('goes by the payment %s', (_what, minor, losses, parts) => {
    const found = recoveredParts(cny(minor), open(...losses));
    expect(found.map(({ lineId, money }) => [lineId, money.amountMinor])).toEqual(parts);
  });

  it('adds up exactly, and is for no line more than what is open of it', () => {
    const minors = fc.array(fc.bigInt(0n, 10_000n), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(minors, fc.bigInt(1n, 10_000n), (losses, wanted) => {
        const whole = losses.reduce((sum, one) => sum + one, 0n);
        fc.pre(whole > 0n);
        const minor = wanted > whole ? whole : wanted;
        const parts = recoveredParts(cny(minor), open(...losses));
        const given = new Map(parts.map(({ lineId, money }) => [lineId, money.amountMinor]));
        expect([...given.values()].reduce((sum, one) => sum + one, 0n)).toBe(minor);
        for (const { lineId, openMinor } of open(...losses)) {
          expect((given.get(lineId) ?? 0n) <= openMinor).toBe(true);
        }
      }),
    );
  });

  it('is refused where it is more than what is open', () => {
    expect(() => recoveredParts(cny(101n), open(100n))).toThrow('more than');
  });
});
