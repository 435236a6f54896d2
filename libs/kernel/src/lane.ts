import { createHash } from 'node:crypto';

/** One of 64 partitions of case data. Locks, unique keys and transactions stay inside one. */
export type Lane = number;

export const LANE_COUNT = 64;

/** Journals that belong to no case (fund top-ups, opening balances) live here. */
export const HOUSE_LANE: Lane = 0;

/**
 * The lane of everything that belongs to one payer: `sha256(seed)[0] & 63`. The seed is
 * the payer id; without one, the payer's account; without that, the payment's natural key.
 */
export function laneOfSeed(seed: string): Lane {
  return (createHash('sha256').update(seed, 'utf8').digest()[0] ?? 0) & (LANE_COUNT - 1);
}
