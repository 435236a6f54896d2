import { breakClocksJob } from '@app/claims';
import { TellLate } from '@app/messaging';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(breakClocksJob)
export class BreakClocksProcessor extends JobProcessor<{ claimId: string }> {
  protected readonly definition = breakClocksJob;

  constructor(private readonly tellLate: TellLate) {
    super();
  }

  /** A broken promise and what the claimant is told of it are one commit. */
  protected async run(data: { claimId: string }): Promise<void> {
    await this.tellLate.run(data);
  }
}
