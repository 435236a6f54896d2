import { openPayoutsJob } from '@app/claims';
import { OpenPayouts } from '@app/payouts';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(openPayoutsJob)
export class OpenPayoutsProcessor extends JobProcessor<{ claimId: string }> {
  protected readonly definition = openPayoutsJob;

  constructor(private readonly openPayouts: OpenPayouts) {
    super();
  }

  protected async run(data: { claimId: string }): Promise<void> {
    await this.openPayouts.run(data);
  }
}
