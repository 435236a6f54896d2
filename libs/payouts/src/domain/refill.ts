import { HOUSE_LANE, LANE_COUNT } from '@app/kernel';
import type { Lane } from '@app/kernel';

/** What the lanes may take out of the rails in one currency, and where payouts wait for more. */
export interface RailMoney {
  readonly allotments: ReadonlyMap<Lane, bigint>;
  /** The least amount that a payout waits for, in each lane where one does. */
  readonly leastWaiting: ReadonlyMap<Lane, bigint>;
}

/** The allotment of a lane, in minor units. */
export function allotmentOf(lane: Lane, { allotments }: RailMoney): bigint {
  return allotments.get(lane) ?? 0n;
}

/**
 * Other lanes whose money helps nobody there: nothing waits, or nothing as small. Where it pays a
 * payout that waits, that one is about to take it.
 */
export function idleLanes(lane: Lane, { allotments, leastWaiting }: RailMoney): Lane[] {
  return [...allotments.entries()]
    .filter(([other, minor]) => {
      const least = leastWaiting.get(other);
      return minor > 0n && (least === undefined || minor < least);
    })
    .map(([other]) => other)
    .filter((other) => other !== lane && other !== HOUSE_LANE);
}

/** All that a lane can get: its own, what the house has, and what lies idle elsewhere. */
export function reachableMinor(lane: Lane, money: RailMoney): bigint {
  const lanes = new Set([lane, HOUSE_LANE, ...idleLanes(lane, money)]);
  return [...lanes].reduce((sum, one) => sum + allotmentOf(one, money), 0n);
}

/**
 * Which amounts an allotment can pay, by their place in the list. The oldest come first; one that
 * is too large for what is left does not hold up those after it.
 */
export function payable(amountsMinor: readonly bigint[], availableMinor: bigint): number[] {
  const places: number[] = [];
  let leftMinor = availableMinor;
  amountsMinor.forEach((amountMinor, place) => {
    if (amountMinor > leftMinor) return;
    leftMinor -= amountMinor;
    places.push(place);
  });
  return places;
}

/**
 * What a lane takes along beyond what it needs, so that not every payout has to ask: an equal share
 * of what the house then has left. It grows and shrinks with the house, in every currency.
 */
export function shareMinor(leftInHouseMinor: bigint): bigint {
  return leftInHouseMinor > 0n ? leftInHouseMinor / BigInt(LANE_COUNT) : 0n;
}
