import type { Checkpoint } from './checkpoint';
import { formatVerifierKey, parseVerifierKey } from './verifier-key';
import type { VerifierKey } from './verifier-key';

const NEXT_KEY = 'next-key ';

/**
 * The extension line by which a checkpoint names the key that signs from now on. The line is part
 * of the signed text, so the signature of the old key vouches for the new one; a second signature
 * by itself would not, because anybody can add one to a note.
 */
export function successionLine(next: VerifierKey): string {
  return `${NEXT_KEY}${formatVerifierKey(next)}`;
}

/**
 * The keys that a verified checkpoint appoints; none, unless the log changed its key there. Refuses
 * as `ledger.bad_verifier_key` a line that names no key.
 */
export function appointedKeys({ extensions }: Checkpoint): VerifierKey[] {
  return extensions
    .filter((line) => line.startsWith(NEXT_KEY))
    .map((line) => parseVerifierKey(line.slice(NEXT_KEY.length)));
}
