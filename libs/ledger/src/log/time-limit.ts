/**
 * Waits for a disk no longer than so many milliseconds: one on a network that is away answers
 * nothing at all. Each question binds a thread of this process until it is answered, so while one
 * is open beyond its time no further one is asked.
 */
export class TimeLimit {
  private overdue = 0;

  constructor(private readonly limitMs: number) {}

  /** Runs `work`. Throws when it takes too long, or when earlier work still does. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.overdue > 0) throw new Error('The disk has not answered an earlier question yet.');
    const result = work();
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        this.waitInVain(result);
        reject(new Error(`The disk did not answer within ${String(this.limitMs / 1_000)} s.`));
      }, this.limitMs);
    });
    try {
      return await Promise.race([result, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  private waitInVain(result: Promise<unknown>): void {
    const answered = (): void => {
      this.overdue -= 1;
    };
    this.overdue += 1;
    result.then(answered, answered);
  }
}
