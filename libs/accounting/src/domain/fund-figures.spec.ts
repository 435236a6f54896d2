import fc from 'fast-check';

import { fundFigures, moneyMinor, runwayDays } from './fund-figures';

const owing = (owedMinor: bigint): [string, bigint] => ['2010', -owedMinor];

describe('fundFigures', () => {
  it('shows each account on the side on which it usually stands', () => {
    const net = new Map([
      ...([
        ['1020', 600n],
        ['1030', 400n],
        ['2010', -100n],
        ['2020', -50n],
      ] as const),
      ...([
        ['2030', -30n],
        ['2040', -15n],
        ['2050', -5n],
        ['2080', -7n],
        ['5010', 9_999n],
      ] as const),
    ]);
    expect(fundFigures(net)).toEqual({
      fundMinor: 600n,
      onRailsMinor: 400n,
      reservedMinor: 100n,
      unreportedMinor: 50n,
      payableMinor: 30n,
      inTransitMinor: 15n,
      heldMinor: 5n,
      advanceMinor: 7n,
      coverageBp: 50_000n,
    });
  });

  it.each([
    ['covered to the cent', 1_000n, 1_000n, 10_000n],
    ['a cent short of covered, and not rounded up', 999_999n, 1_000_000n, 9_999n],
    ['half covered', 500n, 1_000n, 5_000n],
    ['without money', 0n, 1_000n, 0n],
    ['overdrawn', -1n, 1_000n, 0n],
    ['owing nothing', 1_000n, 0n, null],
    ['owed money back', 1_000n, -1n, null],
  ])('tells the coverage of a fund that is %s', (_, fundMinor, owedMinor, coverageBp) => {
    const figures = fundFigures(new Map([['1020', fundMinor], owing(owedMinor)]));
    expect(figures.coverageBp).toBe(coverageBp);
  });

  it.each(['2010', '2020', '2030', '2040', '2050'])('counts what stands on %s as owed', (code) => {
    expect(
      fundFigures(
        new Map([
          ['1030', 50n],
          [code, -100n],
        ]),
      ).coverageBp,
    ).toBe(5_000n);
  });

  it('is covered exactly when there is as much as is owed, whatever lies where', () => {
    const minor = fc.bigInt(0n, 10n ** 20n);
    fc.assert(
      fc.property(minor, minor, fc.bigInt(1n, 10n ** 20n), (fundMinor, onRailsMinor, owedMinor) => {
        const net = new Map([['1020', fundMinor], ['1030', onRailsMinor], owing(owedMinor)]);
        const figures = fundFigures(net);
        expect((figures.coverageBp ?? 0n) >= 10_000n).toBe(moneyMinor(figures) >= owedMinor);
      }),
    );
  });
});

describe('runwayDays', () => {
  it.each([
    ['as much as the month took', 3_000n, 3_000n, 30, 30n],
    ['a cent less, which is not a whole day more', 2_999n, 3_000n, 30, 29n],
    ['a tenth of what three months took', 900n, 9_000n, 90, 9n],
    ['nothing', 0n, 3_000n, 30, 0n],
    ['less than nothing', -1n, 3_000n, 30, 0n],
    ['money and no payouts', 3_000n, 0n, 30, null],
    ['money, and more came back than left', 3_000n, -1n, 30, null],
  ])('of %s', (_, availableMinor, paidMinor, days, expected) => {
    expect(runwayDays(availableMinor, paidMinor, days)).toBe(expected);
  });
});
