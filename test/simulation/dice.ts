/** Numbers that look random, millions a second, and the same for the same seed (sfc32). */
export class Dice {
  private a: number;
  private b: number;
  private c = 0xb5297a4d;
  private counter = 1;

  constructor(seed: number) {
    this.a = seed >>> 0;
    this.b = (seed ^ 0x9e3779b9) >>> 0;
    for (let round = 0; round < 12; round += 1) this.draw();
  }

  /** True with a probability from 0 to 1. */
  chance(probability: number): boolean {
    return this.draw() < probability * 0x1_0000_0000;
  }

  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number {
    return min + Math.floor((this.draw() / 0x1_0000_0000) * (max - min + 1));
  }

  /** One of several; there has to be one. */
  pick<Item>(items: readonly Item[]): Item {
    return items[this.between(0, items.length - 1)] as Item;
  }

  private draw(): number {
    const { a, b, c } = this;
    const drawn = (a + b + this.counter) >>> 0;
    this.counter = (this.counter + 1) >>> 0;
    this.a = (b ^ (b >>> 9)) >>> 0;
    this.b = (c + (c << 3)) >>> 0;
    this.c = (((c << 21) | (c >>> 11)) + drawn) >>> 0;
    return drawn;
  }
}
