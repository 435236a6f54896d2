import type { DomainError } from '@app/kernel';

/** Lets few pieces of work of a kind be done at a time, in this process, one after the other. */
export class Turns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** `tooBusy` is what those are told who would be one too many in the line. */
  constructor(
    private readonly max: { readonly atOnce: number; readonly waiting: number },
    private readonly tooBusy: () => DomainError,
  ) {}

  /** Does the work when it is its turn; refuses when too many wait already. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.max.atOnce) {
      if (this.waiting.length >= this.max.waiting) throw this.tooBusy();
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      // The turn goes to whoever waits longest, or back.
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
