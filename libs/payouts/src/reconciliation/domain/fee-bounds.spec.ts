import { aLine, march } from '../testing/stated';
import { bookableFees } from './fee-bounds';
import type { FeeDay } from './fee-bounds';

const BOUNDS = { feeMinorPerLine: 100, feeBpOfPayouts: 200, feeMinorPerRailPerDay: 1_000 };

describe('of the fees on a statement', () => {
  const feesOf = (...amounts: readonly bigint[]) =>
    amounts.map((amountMinor, index) =>
      aLine({ id: `stl_${String(index)}`, kind: 'fee', amountMinor, payoutId: null }),
    );
  const booked = (
    amounts: readonly bigint[],
    { bookedMinor = 0n, sentMinor = 0n }: Partial<FeeDay> = {},
  ): bigint[] =>
    bookableFees(
      feesOf(...amounts),
      new Map([['2026-03-10', { bookedMinor, sentMinor }]]),
      BOUNDS,
    ).map(({ amountMinor }) => amountMinor);

  it.each<[string, bigint[], Partial<FeeDay>, bigint[]]>([
    ['one that is as large as a line may be', [100n], {}, [100n]],
    ['none that is larger', [101n, 5n], { sentMinor: 1_000_000n }, [5n]],
    ['none of nothing', [0n], {}, []],
    ['as many as one line may be, whatever we sent', [60n, 40n, 1n], {}, [60n, 40n]],
    [
      'as many as are two in a hundred of what we sent',
      [90n, 60n, 1n],
      { sentMinor: 7_500n },
      [90n, 60n],
    ],
    ['a smaller one after one that is too much', [90n, 60n, 10n], {}, [90n, 10n]],
    [
      'none beyond the day, whatever we sent',
      [60n, 40n],
      { bookedMinor: 950n, sentMinor: 1_000_000n },
      [40n],
    ],
    ['none on top of what is booked already', [50n], { bookedMinor: 60n }, []],
  ])('%s is booked', (_what, amounts, day, expected) => {
    expect(booked(amounts, day)).toEqual(expected);
  });

  it('each day is looked at by itself, in the order of time', () => {
    const lines = [
      ...feesOf(100n),
      aLine({ id: 'stl_8', kind: 'fee', amountMinor: 100n, bookedAt: march(11, 0) }),
      aLine({ id: 'stl_9', kind: 'fee', amountMinor: 100n, bookedAt: march(10, 1) }),
    ];
    expect(bookableFees(lines, new Map(), BOUNDS).map(({ id }) => id)).toEqual(['stl_9', 'stl_8']);
  });
});
