import { requireEarlier, requireIndex, requireLogSize } from './log-size';
import { nodesOf, subtreeFrom } from './stored-nodes';
import type { NodeLookup, NodeRange, Subtree } from './stored-nodes';

// Roots and proofs are computed in two steps, because nothing here waits for a database: first the
// ranges of stored nodes to load, then the hashes from what was loaded (`nodeLookup`).

/** What to load for the root of a log of `size` entries, and to append to it. */
export function nodesForRoot(size: number): NodeRange[] {
  requireLogSize(size);
  return nodesOf([{ begin: 0, end: size }]);
}

/** What to load to prove that a log of `size` entries holds entry `index`. */
export function nodesForInclusion(index: number, size: number): NodeRange[] {
  return nodesOf(inclusionPath(index, size));
}

/**
 * The hashes that lead from the leaf of entry `index` to the root of a log of `size` entries, the
 * lowest first (PATH of RFC 9162 §2.1.3.1), from the nodes of `nodesForInclusion`. Refuses an index
 * outside the log as `ledger.outside_log`.
 */
export function inclusionProof(index: number, size: number, nodes: NodeLookup): Buffer[] {
  return inclusionPath(index, size).map((subtree) => hashOf(subtree, nodes));
}

/** What to load to prove that a log of `size` entries begins with its first `oldSize`. */
export function nodesForConsistency(oldSize: number, size: number): NodeRange[] {
  return nodesOf(consistencyPath(oldSize, size));
}

/**
 * The hashes that show the log of `size` entries to continue the one of `oldSize` entries (PROOF of
 * RFC 9162 §2.1.4.1), from the nodes of `nodesForConsistency`. Empty when the sizes are equal, and
 * from the empty log, which every log continues. Refuses a larger old size: `ledger.outside_log`.
 */
export function consistencyProof(oldSize: number, size: number, nodes: NodeLookup): Buffer[] {
  return consistencyPath(oldSize, size).map((subtree) => hashOf(subtree, nodes));
}

function hashOf(subtree: Subtree, nodes: NodeLookup): Buffer {
  return subtreeFrom(subtree, nodes).root();
}

/** The left child is the largest complete tree that leaves something to the right one. */
function childrenOf({ begin, end }: Subtree): { left: Subtree; right: Subtree } {
  let width = 1;
  while (width * 2 < end - begin) width *= 2;
  const middle = begin + width;
  return { left: { begin, end: middle }, right: { begin: middle, end } };
}

function inclusionPath(index: number, size: number): Subtree[] {
  requireIndex(index, size);
  const siblings: Subtree[] = [];
  let node: Subtree = { begin: 0, end: size };
  while (node.end - node.begin > 1) {
    const { left, right } = childrenOf(node);
    const isLeft = index < right.begin;
    siblings.unshift(isLeft ? right : left);
    node = isLeft ? left : right;
  }
  return siblings;
}

function consistencyPath(oldSize: number, size: number): Subtree[] {
  requireEarlier(oldSize, size);
  if (oldSize === 0) return [];
  const path: Subtree[] = [];
  let node: Subtree = { begin: 0, end: size };
  while (node.end > oldSize) {
    const { left, right } = childrenOf(node);
    const isLeft = oldSize <= right.begin;
    path.unshift(isLeft ? right : left);
    node = isLeft ? left : right;
  }
  // The verifier knows the old root; of any other subtree at the seam it needs the hash.
  return node.begin === 0 ? path : [node, ...path];
}
