import { hash as oneShotHash } from 'node:crypto';

export const HASH_BYTES = 32;

/** The root of a tree without entries: SHA-256 of nothing (RFC 9162 §2.1.1). */
export const EMPTY_ROOT: Buffer = Buffer.from(sha256(''), 'binary');

/** What a node's hash is taken of: 0x01, the left child, the right child. */
const LEFT = 1;
const RIGHT = LEFT + HASH_BYTES;
const PAIR_BYTES = RIGHT + HASH_BYTES;

/** Written anew for each node: nothing here waits, so nobody ever sees it half full. */
const scratchPair = newPair();

/** One character per byte: Node makes a short string several times faster than a buffer. */
function sha256(bytes: Uint8Array | string): string {
  return oneShotHash('sha256', bytes, 'binary');
}

function newPair(): Buffer {
  return Buffer.alloc(PAIR_BYTES, 0x01);
}

/**
 * The hash of an entry, SHA-256(0x00 ‖ entry), 32 bytes (RFC 9162 §2.1.1). A string stands for its
 * UTF-8 bytes. The prefix keeps an entry from being passed off as a node.
 */
export function leafHash(entry: Uint8Array | string): Buffer {
  if (typeof entry === 'string') return Buffer.from(sha256(`\0${entry}`), 'binary');
  const leaf = Buffer.allocUnsafe(1 + entry.length);
  leaf[0] = 0x00;
  leaf.set(entry, 1);
  return Buffer.from(sha256(leaf), 'binary');
}

/** A node's hash, SHA-256(0x01 ‖ left ‖ right), of two hashes of 32 bytes (RFC 9162 §2.1.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  requireHash(left);
  requireHash(right);
  scratchPair.set(left, LEFT);
  scratchPair.set(right, RIGHT);
  return Buffer.from(sha256(scratchPair), 'binary');
}

function requireHash(hash: Uint8Array): void {
  if (hash.length !== HASH_BYTES) {
    throw new RangeError(`A hash has ${String(HASH_BYTES)} bytes, not ${String(hash.length)}.`);
  }
}

/** What one height of the right edge holds: a left child, and later its right one, in one pair. */
interface Edge {
  readonly pair: Buffer;
  /** Whether a left child waits for its right one; if not, the pair is empty or hashed upward. */
  waiting: boolean;
}

/**
 * A Merkle tree that only grows, reduced to what its root needs: the complete subtrees on its right
 * edge, at most one per height. Appending a hash costs one more hash on average and no memory.
 */
export class CompactRange {
  private readonly edges: Edge[] = [];
  private entries = 0;

  /** The number of entries. */
  get size(): number {
    return this.entries;
  }

  /**
   * Appends a leaf, or at a `height` above 0 a complete subtree of 2^height entries. That is how a
   * tree is taken up again from stored nodes: the highest first. Throws a RangeError for a subtree
   * that would not begin at a multiple of its own size.
   */
  append(hash: Uint8Array, height = 0): void {
    requireHash(hash);
    if (height > 0 && this.entries % 2 ** height !== 0) {
      throw new RangeError(`No subtree of height ${height} begins at entry ${this.entries}.`);
    }
    let edge = this.edgeAt(height);
    edge.pair.set(hash, edge.waiting ? RIGHT : LEFT);
    for (let above = height + 1; edge.waiting; above += 1) {
      const parent = this.edgeAt(above);
      edge.waiting = false;
      parent.pair.write(sha256(edge.pair), parent.waiting ? RIGHT : LEFT, 'binary');
      edge = parent;
    }
    edge.waiting = true;
    this.entries += 2 ** height;
  }

  /** The root of all that was appended. */
  root(): Buffer {
    let root: Buffer | null = null;
    for (const { pair, waiting } of this.edges) {
      if (!waiting) continue;
      const left = pair.subarray(LEFT, RIGHT);
      root = root === null ? Buffer.from(left) : nodeHash(left, root);
    }
    return root ?? Buffer.from(EMPTY_ROOT);
  }

  /** The hash of the complete subtree of 2^height entries that was completed last. */
  lastComplete(height: number): Buffer {
    const edge = this.edges[height];
    if (edge === undefined) throw new RangeError(`No subtree of height ${height} is complete.`);
    return Buffer.from(
      edge.waiting ? edge.pair.subarray(LEFT, RIGHT) : edge.pair.subarray(RIGHT, PAIR_BYTES),
    );
  }

  private edgeAt(height: number): Edge {
    for (;;) {
      const edge = this.edges[height];
      if (edge !== undefined) return edge;
      this.edges.push({ pair: newPair(), waiting: false });
    }
  }
}
