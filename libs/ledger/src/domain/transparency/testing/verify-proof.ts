import { isLogSize } from '../log-size';
import { EMPTY_ROOT, HASH_BYTES, nodeHash } from '../merkle-tree';

/** All hashes are of 32 bytes; a proof is in the order in which `inclusionProof` gives it. */
export interface InclusionClaim {
  readonly leafHash: Uint8Array;
  readonly index: number;
  /** Size and root are of one verified checkpoint: the proof does not bind the size by itself. */
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

export interface ConsistencyClaim {
  /** Each size and root is of one verified checkpoint. */
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * Tells anyone who holds a checkpoint whether the log holds an entry (RFC 9162 §2.1.3.2). False
 * for whatever is malformed; never throws.
 */
export function verifyInclusion(claim: InclusionClaim): boolean {
  const { leafHash, index, size, root, proof } = claim;
  if (!isLogSize(index) || !isLogSize(size) || index >= size) return false;
  if (!areHashes([leafHash, root]) || !areHashes(proof)) return false;
  const path = new PathToRoot(index, size - 1);
  let hash = leafHash;
  for (const sibling of proof) {
    if (path.isAtRoot()) return false;
    hash = path.climb() === 'left' ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
  }
  return path.isAtRoot() && isSame(hash, root);
}

/**
 * Tells anyone who holds two checkpoints whether the later log begins with all entries of the
 * earlier one, in their order (RFC 9162 §2.1.4.2). False for whatever is malformed; never throws.
 * Equal sizes need equal roots and no proof, and neither does the empty log with its one root.
 */
export function verifyConsistency(claim: ConsistencyClaim): boolean {
  const { oldSize, oldRoot, size, root, proof } = claim;
  if (!isLogSize(oldSize) || !isLogSize(size) || oldSize > size) return false;
  if (!areHashes([oldRoot, root]) || !areHashes(proof)) return false;
  return oldSize > 0 && oldSize < size ? linksRoots(claim) : needsNoHash(claim);
}

/** From the empty log, which has one root, or from a log to itself. */
function needsNoHash({ oldSize, oldRoot, size, root, proof }: ConsistencyClaim): boolean {
  if (proof.length > 0 || !isSame(oldRoot, oldSize === 0 ? EMPTY_ROOT : root)) return false;
  return oldSize < size || isSame(oldRoot, root);
}

/** Whether the proof, from the subtree at the seam upward, leads to both claimed roots. */
function linksRoots({ oldSize, oldRoot, size, root, proof }: ConsistencyClaim): boolean {
  const path = new PathToRoot(oldSize - 1, size - 1);
  path.climbFromRightChildren();
  // An old log that is a complete tree is itself the seam; the proof then leaves it out.
  const [seam, ...siblings] = path.isLeftmost() ? [oldRoot, ...proof] : proof;
  if (seam === undefined) return false;
  let oldHash = seam;
  let hash = seam;
  for (const sibling of siblings) {
    if (path.isAtRoot()) return false;
    if (path.climb() === 'left') {
      oldHash = nodeHash(sibling, oldHash);
      hash = nodeHash(sibling, hash);
    } else {
      hash = nodeHash(hash, sibling);
    }
  }
  return path.isAtRoot() && isSame(oldHash, oldRoot) && isSame(hash, root);
}

/** A node's place in its level and the last place there: `fn` and `sn` of the RFC. */
class PathToRoot {
  constructor(
    private node: number,
    private last: number,
  ) {}

  isAtRoot(): boolean {
    return this.last === 0;
  }

  isLeftmost(): boolean {
    return this.node === 0;
  }

  /** Goes up by one sibling, and says on which side that is. */
  climb(): 'left' | 'right' {
    // A last node that is a left child has no sibling here: it stands as it is one level higher.
    if (this.node === this.last) while (this.node % 2 === 0 && this.node > 0) this.goUp();
    const side = this.node % 2 === 1 ? 'left' : 'right';
    this.goUp();
    return side;
  }

  climbFromRightChildren(): void {
    while (this.node % 2 === 1) this.goUp();
  }

  private goUp(): void {
    this.node = Math.floor(this.node / 2);
    this.last = Math.floor(this.last / 2);
  }
}

function areHashes(values: readonly unknown[]): boolean {
  if (!Array.isArray(values)) return false;
  for (const value of values as readonly unknown[]) {
    if (!(value instanceof Uint8Array) || value.length !== HASH_BYTES) return false;
  }
  return true;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
