/** How a rail is kept filled from the fund, in minor units of one currency. */
export interface TopUpRule {
  /** Under this balance it is filled up. */
  readonly lowMinor: bigint;
  /** To this balance; 0 where nobody wants that any more. */
  readonly targetMinor: bigint;
}

/** What a rail and the fund have, in minor units. */
export interface RailNeed {
  /** On the rail, and promised to no payout that was submitted. */
  readonly freeMinor: bigint;
  /** What payouts that wait for money will take from it. */
  readonly wantedMinor: bigint;
  /** What the fund has above its floor; below zero where it is under the floor. */
  readonly spareMinor: bigint;
}

export interface OrderedTopUp {
  /** What is to be sent to the rail now. */
  readonly orderMinor: bigint;
  /** How much keeps the rail under its low-water mark, because the floor of the fund keeps it. */
  readonly shortMinor: bigint;
}

/**
 * What a rule orders: under its low-water mark a rail is filled up to its target, as far as the
 * fund stays at its floor. What waiting payouts will take counts as gone already, so that the rail
 * stands at its target once they have left.
 */
export function topUpOf(
  { lowMinor, targetMinor }: TopUpRule,
  { freeMinor, wantedMinor, spareMinor }: RailNeed,
): OrderedTopUp {
  const leftMinor = freeMinor - wantedMinor;
  if (targetMinor === 0n || leftMinor >= lowMinor) return { orderMinor: 0n, shortMinor: 0n };
  const orderMinor = least(targetMinor - leftMinor, atLeastNothing(spareMinor));
  return { orderMinor, shortMinor: atLeastNothing(lowMinor - leftMinor - orderMinor) };
}

function atLeastNothing(minor: bigint): bigint {
  return minor > 0n ? minor : 0n;
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
