/** Numbers that look random, millions a second, and the same for the same seed (sfc32). */
export class Dice {
  private readonly state = new Uint32Array(4);

  constructor(seed: number) {
    this.state.set([seed, seed ^ 0x9e3779b9, 0xb5297a4d, 1]);
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
    const { state } = this;
    const [a = 0, b = 0, c = 0, counter = 0] = state;
    const drawn = (a + b + counter) >>> 0;
    state[3] = counter + 1;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + drawn;
    return drawn;
  }
}
