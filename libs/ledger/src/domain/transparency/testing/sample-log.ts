import { appendLeaves } from '../append-leaves';
import { nodesForRoot } from '../merkle-proof';
import { leafHash } from '../merkle-tree';
import { nodeLookup } from '../stored-nodes';
import type { NodeLookup, NodeRange, StoredNode } from '../stored-nodes';

/** A log in memory, written and read like the tables: by batches, and only what was asked for. */
export class SampleLog {
  readonly entries: Buffer[] = [];
  readonly nodes: StoredNode[] = [];
  root: Buffer = Buffer.alloc(0);

  static of(...batches: number[]): SampleLog {
    const log = new SampleLog();
    for (const count of batches) log.grow(count);
    return log;
  }

  /** Appends a batch of entries that are all different. */
  grow(count: number): void {
    const size = this.entries.length;
    const fresh = Array.from({ length: count }, (_, at) => Buffer.from(`entry ${size + at}`));
    const hashes = fresh.map((entry) => leafHash(entry));
    const appended = appendLeaves(size, hashes, this.load(nodesForRoot(size)));
    this.entries.push(...fresh);
    this.nodes.push(...hashes.map((hash, at) => ({ level: 0, index: size + at, hash })));
    this.nodes.push(...appended.nodes);
    this.root = appended.root;
  }

  /** The nodes in these ranges and no others. */
  load(ranges: readonly NodeRange[]): NodeLookup {
    return nodeLookup(
      this.nodes.filter(({ level, index }) =>
        ranges.some(
          (range) =>
            range.level === level && index >= range.first && index < range.first + range.count,
        ),
      ),
    );
  }
}
