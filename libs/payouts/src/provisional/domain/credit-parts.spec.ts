import { Money, sumOf } from '@app/money';
import fc from 'fast-check';

import { creditParts } from './credit-parts';

const usd = (minor: bigint): Money => Money.of(minor, 'USD');
const line = (lineId: string, minor: bigint): { lineId: string; award: Money } => ({
  lineId,
  award: usd(minor),
});
const gist = (credit: bigint, ...lines: ReturnType<typeof line>[]): string[] =>
  creditParts(usd(credit), lines).map(
    ({ lineId, money }) => `${lineId} ${money.amountMinor.toString()}`,
  );

describe('the parts of a credit', () => {
  it.each([
    [100n, [line('a', 100n)], ['a 100']],
    [100n, [line('a', 50n), line('b', 50n)], ['a 50', 'b 50']],
    [101n, [line('a', 100n), line('b', 100n)], ['a 51', 'b 50']],
    [50n, [line('a', 0n), line('b', 100n)], ['b 50']],
    [1n, [line('a', 100n), line('b', 100n)], ['a 1']],
    [10n, [line('a', 0n)], []],
  ])('of %s are by the awards of the lines', (credit, lines, parts) => {
    expect(gist(credit, ...lines)).toEqual(parts);
  });

  it('are the credit exactly, and none is more than the award of its line', () => {
    const lines = fc.array(fc.bigInt(0n, 1_000_000n), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 10_000 }), (awards, shareBp) => {
        const assessed = awards.map((minor, place) => line(String(place), minor));
        const whole = awards.reduce((sum, minor) => sum + minor, 0n);
        const credit = usd((whole * BigInt(shareBp)) / 10_000n);
        if (!credit.isPositive()) return;
        const parts = creditParts(credit, assessed);
        expect(
          sumOf(
            parts.map(({ money }) => money),
            'USD',
          ).equals(credit),
        ).toBe(true);
        for (const { lineId, money } of parts) {
          expect(money.amountMinor <= awards[Number(lineId)]!).toBe(true);
        }
      }),
    );
  });
});
