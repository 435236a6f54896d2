import type { Dice } from '../dice';

const HOUR_MS = 3_600_000;

/**
 * What a seed is about. Each has some of what can happen and not all of it: two obstacles of one
 * payout meet more often so, and a small world is played the sooner.
 */
export interface SeedTerms {
  readonly claims: number;
  /** Of what was awarded so much percent lies on the rails at first; null: nothing is guarded. */
  readonly moneyPercent: number | null;
  /** Some claims name an account, so lately that it must wait. */
  readonly namesAccounts: boolean;
  /** So many payouts leave over a rail in a day. */
  readonly payoutsPerRailPerDay: number | null;
  /** So many sends went without an answer just before. */
  readonly unknownsBefore: number;
  /** How likely a rail refuses a payout for good, or gets it back later. */
  readonly railFails: number;
  readonly railReturns: number;
}

export function termsOf(dice: Dice): SeedTerms {
  return {
    claims: dice.pick([1, 1, 1, 1, 2, 2, 3]),
    moneyPercent: dice.chance(0.5) ? dice.pick([0, 40, 80, 200]) : null,
    namesAccounts: dice.chance(0.3),
    payoutsPerRailPerDay: dice.chance(0.15) ? dice.between(1, 2) : null,
    unknownsBefore: dice.chance(0.15) ? 18 : 0,
    railFails: dice.pick([0.04, 0.04, 0.3]),
    railReturns: dice.pick([0.03, 0.03, 0.3]),
  };
}

/** Between naming an account and a payment to it: a day, less what clocks may be off. */
export const COOLING_OFF_MS = 24 * HOUR_MS;
export const SKEW_MAX_MS = 300_000;
