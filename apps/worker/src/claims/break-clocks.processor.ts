import { BreakClocks, breakClocksJob } from '@app/claims';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(breakClocksJob)
export class BreakClocksProcessor extends JobProcessor<{ claimId: string }> {
  protected readonly definition = breakClocksJob;

  constructor(private readonly breakClocks: BreakClocks) {
    super();
  }

  protected async run(data: { claimId: string }): Promise<void> {
    await this.breakClocks.run(data);
  }
}
