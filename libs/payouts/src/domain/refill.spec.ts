import fc from 'fast-check';

import { HOUSE_LANE } from '@app/kernel';

import { allotmentOf, idleLanes, payable, reachableMinor, shareMinor } from './refill';
import type { RailMoney } from './refill';

/** The house has 100, lane 3 has 30 and waits for 20, lane 8 has 9 and waits for 10. */
const MONEY: RailMoney = {
  allotments: new Map([
    [HOUSE_LANE, 100n],
    [3, 30n],
    [4, 40n],
    [5, 50n],
    [6, 0n],
    [8, 9n],
  ]),
  leastWaiting: new Map([
    [3, 20n],
    [7, 1n],
    [8, 10n],
  ]),
};

describe('a lane whose payouts wait', () => {
  it.each([
    [3, 30n, [4, 5, 8], 229n],
    [7, 0n, [4, 5, 8], 199n],
    [8, 9n, [4, 5], 199n],
    [4, 40n, [5, 8], 199n],
    [HOUSE_LANE, 100n, [4, 5, 8], 199n],
  ])('in lane %i has %i, may take from lanes %p, and reaches %i', (lane, own, idle, reachable) => {
    expect(allotmentOf(lane, MONEY)).toBe(own);
    expect(idleLanes(lane, MONEY)).toEqual(idle);
    expect(reachableMinor(lane, MONEY)).toBe(reachable);
  });

  it('reaches nothing where nothing is guarded', () => {
    const leastWaiting = new Map([[3, 1n]]);
    expect(reachableMinor(3, { allotments: new Map(), leastWaiting })).toBe(0n);
  });

  it('is never stuck while there is money for the least that somebody waits for', () => {
    const minor = fc.bigInt(0n, 50n);
    const lanes = fc.array(fc.tuple(minor, fc.option(fc.bigInt(1n, 60n), { nil: undefined })), {
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(lanes, (all) => {
        const waiting = all.flatMap(([, least], lane) =>
          least === undefined ? [] : [[lane, least] as const],
        );
        const money = {
          allotments: new Map(all.map(([allotted], lane) => [lane, allotted])),
          leastWaiting: new Map(waiting),
        };
        const total = all.reduce((sum, [allotted]) => sum + allotted, 0n);
        const isEnough = waiting.some(([, least]) => least <= total);
        const canGoOn = waiting.some(([lane, least]) => least <= reachableMinor(lane, money));
        expect(canGoOn).toBe(isEnough);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('what an allotment can pay', () => {
  it.each([
    [[], 100n, []],
    [[50n, 50n], 100n, [0, 1]],
    [[50n, 51n, 50n], 100n, [0, 2]],
    [[101n], 100n, []],
    [[101n, 1n], 100n, [1]],
    [[1n], 0n, []],
  ])('of %p with %i is %p', (amounts, available, places) => {
    expect(payable(amounts, available)).toEqual(places);
  });

  it('is never more than there is, and leaves nobody out for whom there is money', () => {
    const amounts = fc.array(fc.bigInt(1n, 100n), { maxLength: 20 });
    fc.assert(
      fc.property(amounts, fc.bigInt(0n, 1_000n), (amountsMinor, available) => {
        const places = payable(amountsMinor, available);
        const paid = places.reduce((sum, place) => sum + amountsMinor[place]!, 0n);
        const left = amountsMinor.filter((_amount, place) => !places.includes(place));
        expect(paid <= available).toBe(true);
        expect(left.every((amount) => amount > available - paid)).toBe(true);
      }),
    );
  });
});

describe('what a lane takes along', () => {
  it.each([
    [-1n, 0n],
    [0n, 0n],
    [63n, 0n],
    [64n, 1n],
    [5_000_000n, 78_125n],
  ])('of %i left in the house is %i, so that each lane could take as much', (left, share) => {
    expect(shareMinor(left)).toBe(share);
  });
});
