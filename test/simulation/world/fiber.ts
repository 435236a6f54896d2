import type { Holder } from '../memory/memory-database';

/**
 * One run of real code on a simulated worker. It runs until it parks; then the simulation decides
 * who goes on. A fiber whose process died is never resumed again.
 */
export class Fiber {
  /** From when on it may go on. */
  wakeAtMs = 0;
  isDone = false;
  /** What it threw at the end, if it did. */
  error: unknown = null;
  private blockedBy: Holder | null = null;
  private resume: (() => void) | null = null;
  private handBack: () => void = () => undefined;

  /** Runs until the work parks for the first time, or ends. */
  start(work: () => Promise<void>): Promise<void> {
    return new Promise((handBack) => {
      this.handBack = handBack;
      work().then(
        () => this.end(null),
        (error: unknown) => this.end(error),
      );
    });
  }

  isReady(nowMs: number): boolean {
    return this.blockedBy === null ? this.wakeAtMs <= nowMs : this.blockedBy.isEnded;
  }

  /** Null while it waits for another transaction, which no passing of time ends. */
  get nextMs(): number | null {
    return this.blockedBy === null ? this.wakeAtMs : null;
  }

  /** Runs until the work parks again, or ends. */
  goOn(): Promise<void> {
    return new Promise((handBack) => {
      this.handBack = handBack;
      this.blockedBy = null;
      const { resume } = this;
      this.resume = null;
      if (resume === null) throw new Error('It waits for nothing that the simulation knows.');
      resume();
    });
  }

  /** For the code that runs: lets the others have their turn, until a time at the earliest. */
  park(wakeAtMs: number): Promise<void> {
    if (this.resume !== null) throw new Error('A fiber waits for two things at once.');
    this.wakeAtMs = wakeAtMs;
    return new Promise((resume) => {
      this.resume = resume;
      this.handBack();
    });
  }

  parkUntilEnded(holder: Holder): Promise<void> {
    const parked = this.park(0);
    this.blockedBy = holder;
    return parked;
  }

  private end(error: unknown): void {
    this.isDone = true;
    this.error = error;
    this.handBack();
  }
}
