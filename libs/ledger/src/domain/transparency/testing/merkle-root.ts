import { CompactRange } from '../merkle-tree';

/** The root of the tree over these leaf hashes, in order (MTH of RFC 9162 §2.1.1). */
export function merkleRoot(leafHashes: Iterable<Uint8Array>): Buffer {
  const range = new CompactRange();
  for (const hash of leafHashes) range.append(hash);
  return range.root();
}
