import { SendReminder, remindClaimantJob } from '@app/messaging';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(remindClaimantJob)
export class RemindClaimantProcessor extends JobProcessor<{ claimId: string }> {
  protected readonly definition = remindClaimantJob;

  constructor(private readonly sendReminder: SendReminder) {
    super();
  }

  protected async run(data: { claimId: string }): Promise<void> {
    await this.sendReminder.run(data);
  }
}
