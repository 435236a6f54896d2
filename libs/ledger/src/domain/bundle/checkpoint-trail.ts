import type { Checkpoint } from '../transparency/checkpoint';
import { CompactRange } from '../transparency/merkle-tree';

/**
 * Follows a log leaf by leaf and looks, at the size of each known checkpoint, whether its root is
 * that of the leaves so far.
 */
export class CheckpointTrail {
  private readonly range = new CompactRange();
  /** The largest first. */
  private readonly ahead: Checkpoint[];
  private readonly fitting = new Set<Checkpoint>();

  constructor(checkpoints: readonly Checkpoint[]) {
    this.ahead = [...checkpoints].sort((one, other) => other.size - one.size);
    this.compare();
  }

  /** Adds the hash of the next leaf. */
  append(hash: Uint8Array): void {
    this.range.append(hash);
    if (this.range.size === this.ahead.at(-1)?.size) this.compare();
  }

  /** How many leaves were added. */
  get size(): number {
    return this.range.size;
  }

  /** Whether the leaves begin with those of a checkpoint that the trail was made with. */
  fits(checkpoint: Checkpoint): boolean {
    return this.fitting.has(checkpoint);
  }

  private compare(): void {
    const root = this.range.root();
    for (;;) {
      const next = this.ahead.at(-1);
      if (next?.size !== this.range.size) return;
      this.ahead.pop();
      if (root.equals(next.root)) this.fitting.add(next);
    }
  }
}
