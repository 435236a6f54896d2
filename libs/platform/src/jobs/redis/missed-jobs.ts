import { Logger } from '@nestjs/common';

const TELL_EVERY_MS = 10_000;

/** Jobs that could not be added. The sweep finds their work; people are told how many there are. */
export class MissedJobs {
  /** Since this process started. */
  total = 0;
  private readonly logger = new Logger('Queue');
  private untold = 0;
  private timer: NodeJS.Timeout | null = null;

  /** Counts one. The first is told of at once, those of the next seconds together. */
  note(error: unknown): void {
    this.total += 1;
    this.untold += 1;
    if (this.timer !== null) return;
    this.tell(error instanceof Error ? error.message : String(error));
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.untold > 0) this.tell('');
    }, TELL_EVERY_MS);
    this.timer.unref();
  }

  private tell(error: string): void {
    this.logger.warn({ event: 'queue.jobs_missed', jobs: this.untold, error });
    this.untold = 0;
  }
}
