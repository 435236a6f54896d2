import { LANE_COUNT, readSpokenNumber, spokenNumber, typedLetters } from '@app/kernel';
import type { Lane } from '@app/kernel';

const DATA_LENGTH = 11;
/** Random bytes beside the lane's six bits: 11 characters hold 55 bits. */
export const CODE_RANDOM_BYTES = 6;

/**
 * The code by which anybody can check that a message is ours: `7K3M-92QD-XF4T`. It holds the lane
 * and a random number, so that of ten million messages one guess in 28 million hits one; the last
 * character checks the others, so that a slip of the pen is not taken for a forgery.
 */
export function makeMessageCode(lane: Lane, random: Buffer): string {
  const drawn = BigInt(random.readUIntBE(0, CODE_RANDOM_BYTES));
  return inGroups(spokenNumber(drawn * BigInt(LANE_COUNT) + BigInt(lane), DATA_LENGTH));
}

/**
 * Reads a code as people type it, like a claim's reference. Null when it is not one or the check
 * character does not fit.
 */
export function readMessageCode(text: string): { code: string; lane: Lane } | null {
  const read = readSpokenNumber(typedLetters(text), DATA_LENGTH);
  if (read === null) return null;
  return { code: inGroups(read.written), lane: Number(read.value % BigInt(LANE_COUNT)) };
}

function inGroups(written: string): string {
  return `${written.slice(0, 4)}-${written.slice(4, 8)}-${written.slice(8)}`;
}
