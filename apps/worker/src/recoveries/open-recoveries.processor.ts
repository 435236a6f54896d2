import { JobProcessor, ProcessesJob } from '@app/platform';
import { OpenRecoveries, openRecoveriesJob } from '@app/recoveries';

@ProcessesJob(openRecoveriesJob)
export class OpenRecoveriesProcessor extends JobProcessor<{ claimId: string }> {
  protected readonly definition = openRecoveriesJob;

  constructor(private readonly openRecoveries: OpenRecoveries) {
    super();
  }

  protected async run(data: { claimId: string }): Promise<void> {
    await this.openRecoveries.run(data);
  }
}
