import { LANE_COUNT, readSpokenNumber, spokenNumber, typedLetters } from '@app/kernel';
import type { Lane } from '@app/kernel';

const DATA_LENGTH = 7;
/** Random bits beside the lane's six: 7 characters hold 35 bits. */
export const REFERENCE_RANDOM_BITS = 29;

/**
 * A claim's reference for people: `CLM-7K3M-92QD`. The first seven characters hold the lane and a
 * random number, the eighth checks them. `random` must be less than 2^29.
 */
export function makeReference(lane: Lane, random: number): string {
  const value = BigInt(random) * BigInt(LANE_COUNT) + BigInt(lane);
  return referenceOf(spokenNumber(value, DATA_LENGTH));
}

/** Before eight more characters only: a reference without it may begin C1M and be typed CLM. */
const PREFIX = /^CLM(?=.{8}$)/;

/**
 * Reads a reference as people type it: any case, any width, with or without `CLM`, spaces and
 * dashes, O for 0, I or L for 1. Null when it is not one or the check character does not fit.
 */
export function readReference(text: string): { reference: string; lane: Lane } | null {
  const read = readSpokenNumber(typedLetters(text).replace(PREFIX, ''), DATA_LENGTH);
  if (read === null) return null;
  return { reference: referenceOf(read.written), lane: Number(read.value % BigInt(LANE_COUNT)) };
}

function referenceOf(written: string): string {
  return `CLM-${written.slice(0, 4)}-${written.slice(4)}`;
}
