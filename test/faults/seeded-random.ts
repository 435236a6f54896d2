import { createHash } from 'node:crypto';

/** Numbers that look random and are the same for the same seed, whatever else runs. */
export class SeededRandom {
  private drawn = 0;

  constructor(readonly seed: string) {}

  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number {
    this.drawn += 1;
    const digest = createHash('sha256').update(`${this.seed} ${this.drawn}`).digest();
    return min + (digest.readUInt32BE() % (max - min + 1));
  }
}
