import { createHash } from 'node:crypto';

/** A booking in the signed log, and what leads from it to the root. */
export interface Proof {
  readonly leafIndex: number;
  readonly treeSize: number;
  readonly checkpoint: string;
  readonly hashes: readonly string[];
  readonly entry: string;
}

const sha256 = (...parts: Buffer[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

/** The root that a proof leads to, by RFC 9162 §2.1.3.2, written anew from the RFC. */
export function rootOf({ leafIndex, treeSize, hashes, entry }: Proof): string {
  let node = sha256(Buffer.of(0), Buffer.from(entry));
  let index = leafIndex;
  let last = treeSize - 1;
  for (const hash of hashes) {
    const sibling = Buffer.from(hash, 'base64');
    if (index % 2 === 1 || index === last) {
      node = sha256(Buffer.of(1), sibling, node);
      while (index % 2 === 0 && index > 0) {
        index >>= 1;
        last >>= 1;
      }
    } else node = sha256(Buffer.of(1), node, sibling);
    index >>= 1;
    last >>= 1;
  }
  return node.toString('base64');
}
