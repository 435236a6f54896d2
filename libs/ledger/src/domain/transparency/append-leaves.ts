import { requireLogSize } from './log-size';
import { TILE_WIDTH, completedNode, subtreeFrom } from './stored-nodes';
import type { NodeLookup, StoredNode } from './stored-nodes';

export interface AppendedLeaves {
  /** The number of entries and the root after the last leaf. */
  readonly size: number;
  readonly root: Buffer;
  /** The stored nodes of level 1 and above that became complete, ready to be inserted. */
  readonly nodes: readonly StoredNode[];
}

/**
 * Appends a batch of leaf hashes for the sealer: `nodes` are those of `nodesForRoot(oldSize)`, so
 * that a batch costs one read of the tree's right edge and one write. The leaf hashes themselves,
 * which are the nodes of level 0 from index `oldSize` on, are the caller's to store.
 */
export function appendLeaves(
  oldSize: number,
  leafHashes: readonly Buffer[],
  nodes: NodeLookup,
): AppendedLeaves {
  requireLogSize(oldSize);
  requireLogSize(oldSize + leafHashes.length);
  const range = subtreeFrom({ begin: 0, end: oldSize }, nodes);
  const completed: StoredNode[] = [];
  for (const hash of leafHashes) {
    range.append(hash);
    for (let level = 1; range.size % TILE_WIDTH ** level === 0; level += 1) {
      completed.push(completedNode(level, range));
    }
  }
  return { size: range.size, root: range.root(), nodes: completed };
}
