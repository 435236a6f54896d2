const FIRST_MS = 1_000;

/**
 * How a loop in the background waits: for a time or until it is called, and after failures in a row
 * twice as long each time. All waiting ends when the loop is to stop.
 */
export class Patience {
  private failures = 0;
  private isCalled = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly stop: AbortSignal,
    private readonly longestMs: number,
  ) {}

  /** Waits after something that went well. */
  async rest(ms: number): Promise<void> {
    this.failures = 0;
    if (!this.isCalled) await this.wait(ms);
    this.isCalled = false;
  }

  /** Waits after a failure. A call does not shorten it: whoever calls does not know better. */
  async backOff(): Promise<void> {
    const until = performance.now() + Math.min(FIRST_MS * 2 ** this.failures, this.longestMs);
    this.failures += 1;
    while (!this.stop.aborted && performance.now() < until) {
      await this.wait(until - performance.now());
    }
  }

  /** Ends the rest, or the next one if there is none at this moment. */
  call(): void {
    this.isCalled = true;
    this.wake();
  }

  private async wait(ms: number): Promise<void> {
    if (this.stop.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
      this.stop.addEventListener('abort', this.wake);
    });
    this.stop.removeEventListener('abort', this.wake);
    this.wake = () => undefined;
  }
}
