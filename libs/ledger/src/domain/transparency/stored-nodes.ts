import { CompactRange } from './merkle-tree';

/** A tile is as wide as a node of the level above has nodes below it (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;
const LEVEL_HEIGHT = 8;

/**
 * A node that is stored for ever: at level 0 the hash of entry `index`, at each higher level the
 * root of the 256 nodes from `index × 256` of the level below. Written only when complete, these
 * are exactly the hashes of the tiles of C2SP tlog-tiles; all other nodes are computed from them.
 */
export interface StoredNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Buffer;
}

/** `count` stored nodes of one level, from `first` on; never across the edge of a tile. */
export interface NodeRange {
  readonly level: number;
  readonly first: number;
  readonly count: number;
}

/** Gives a node that was loaded. Throws for one that was not: the storage has a hole. */
export type NodeLookup = (level: number, index: number) => Buffer;

/** Makes loaded rows, in any order, a lookup for those who compute roots and proofs. */
export function nodeLookup(nodes: Iterable<StoredNode>): NodeLookup {
  const levels = new Map<number, Map<number, Buffer>>();
  for (const { level, index, hash } of nodes) {
    const known = levels.get(level);
    if (known === undefined) levels.set(level, new Map([[index, hash]]));
    else known.set(index, hash);
  }
  return (level, index) => {
    const hash = levels.get(level)?.get(index);
    if (hash === undefined) {
      throw new Error(`The log's node ${index} of level ${level} is missing.`);
    }
    return hash;
  };
}

/** The number of complete stored nodes at a level of a log. */
export function nodeCount(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/**
 * The entries from `begin` up to, not including, `end`. As in all proofs, `begin` is a multiple of
 * the smallest power of two that is not below their number.
 */
export interface Subtree {
  readonly begin: number;
  readonly end: number;
}

/**
 * The fewest stored nodes that give a subtree's hash, the highest level first: from each level,
 * those that are in no complete node of the level above.
 */
function rangesOf({ begin, end }: Subtree): NodeRange[] {
  const ranges: NodeRange[] = [];
  const width = end - begin;
  for (let level = 0; nodeCount(level, width) > 0; level += 1) {
    const count = nodeCount(level, width) % TILE_WIDTH;
    const covered = nodeCount(level + 1, width) * TILE_WIDTH;
    if (count > 0) ranges.unshift({ level, first: nodeCount(level, begin) + covered, count });
  }
  return ranges;
}

/** What to load to compute the hashes of these subtrees: one range from each tile concerned. */
export function nodesOf(subtrees: readonly Subtree[]): NodeRange[] {
  const tiles = new Map<string, NodeRange>();
  for (const range of subtrees.flatMap(rangesOf)) {
    const tile = `${range.level}/${nodeCount(1, range.first)}`;
    tiles.set(tile, joined(tiles.get(tile) ?? range, range));
  }
  return [...tiles.values()].sort((a, b) => a.level - b.level || a.first - b.first);
}

function joined(one: NodeRange, other: NodeRange): NodeRange {
  const first = Math.min(one.first, other.first);
  const end = Math.max(one.first + one.count, other.first + other.count);
  return { level: one.level, first, count: end - first };
}

/** A subtree, to be asked for its root or appended to, from the nodes that `nodesOf` names. */
export function subtreeFrom(subtree: Subtree, nodes: NodeLookup): CompactRange {
  const range = new CompactRange();
  for (const { level, first, count } of rangesOf(subtree)) {
    for (let index = first; index < first + count; index += 1) {
      range.append(nodes(level, index), level * LEVEL_HEIGHT);
    }
  }
  return range;
}

/** The stored node that appending the last entry completed at a level. */
export function completedNode(level: number, range: CompactRange): StoredNode {
  return {
    level,
    index: nodeCount(level, range.size) - 1,
    hash: range.lastComplete(level * LEVEL_HEIGHT),
  };
}
