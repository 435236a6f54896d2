/** Lets several async functions wait for each other, so that what they do next happens at once. */
export class Barrier {
  private arrived = 0;
  private open: () => void = () => undefined;
  private readonly opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });

  constructor(private readonly parties: number) {}

  /** Returns when all parties have arrived; those who come later pass at once. */
  async arrive(): Promise<void> {
    this.arrived += 1;
    if (this.arrived >= this.parties) this.open();
    await this.opened;
  }
}
