import { createHash } from 'node:crypto';

// The definitions of RFC 9162 §2.1, one line each: slow, and independent of what they check.

/** MTH: the root over these entries. */
export function referenceRoot(entries: readonly Buffer[]): Buffer {
  const [only] = entries;
  if (only === undefined) return sha256();
  if (entries.length === 1) return sha256(Buffer.of(0x00), only);
  const [left, right] = split(entries);
  return sha256(Buffer.of(0x01), referenceRoot(left), referenceRoot(right));
}

/** PATH: the inclusion proof of entry `index`. */
export function referenceInclusion(index: number, entries: readonly Buffer[]): Buffer[] {
  if (entries.length === 1) return [];
  const [left, right] = split(entries);
  return index < left.length
    ? [...referenceInclusion(index, left), referenceRoot(right)]
    : [...referenceInclusion(index - left.length, right), referenceRoot(left)];
}

/** PROOF and SUBPROOF: the consistency proof of the first `oldSize` entries with all of them. */
export function referenceConsistency(
  oldSize: number,
  entries: readonly Buffer[],
  isWhole = true,
): Buffer[] {
  if (oldSize === entries.length) return isWhole ? [] : [referenceRoot(entries)];
  const [left, right] = split(entries);
  return oldSize <= left.length
    ? [...referenceConsistency(oldSize, left, isWhole), referenceRoot(right)]
    : [...referenceConsistency(oldSize - left.length, right, false), referenceRoot(left)];
}

function split(entries: readonly Buffer[]): [Buffer[], Buffer[]] {
  const middle = 2 ** Math.ceil(Math.log2(entries.length) - 1);
  return [entries.slice(0, middle), entries.slice(middle)];
}

function sha256(...parts: Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}
