import fc from 'fast-check';

import { earnedMonths } from './earning';

const YEAR = { fromMonth: '2026-11', months: 3, amountMinor: 1_000n };

describe('a contribution that was billed', () => {
  it.each([
    ['2026-10-31T23:59:59Z', []],
    ['2026-11-30T23:59:59.999Z', []],
    ['2026-12-01T00:00:00Z', [['2026-11', 333n, '2026-12-01']]],
    [
      '2027-01-15T00:00:00Z',
      [
        ['2026-11', 333n, '2026-12-01'],
        ['2026-12', 333n, '2027-01-01'],
      ],
    ],
    [
      '2030-01-01T00:00:00Z',
      [
        ['2026-11', 333n, '2026-12-01'],
        ['2026-12', 333n, '2027-01-01'],
        ['2027-01', 334n, '2027-02-01'],
      ],
    ],
  ])('has earned at %s the months %j', (now, expected) => {
    const seen = earnedMonths(YEAR, new Date(now)).map(({ month, amountMinor, endedAt }) => [
      ...[month, amountMinor, endedAt.toISOString().slice(0, 10)],
    ]);
    expect(seen).toEqual(expected);
  });

  it('is earned to the last minor unit, in parts that differ by one at most', () => {
    const amount = fc.bigInt(1n, 10n ** 15n);
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 120 }), (amountMinor, months) => {
        const all = { ...YEAR, months, amountMinor };
        const parts = earnedMonths(all, new Date('2090-01-01T00:00:00Z')).map(
          (month) => month.amountMinor,
        );
        const even = amountMinor / BigInt(months);
        expect(parts).toHaveLength(months);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amountMinor);
        expect(parts.every((part) => part === even || part === even + 1n)).toBe(true);
      }),
    );
  });
});
