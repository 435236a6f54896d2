import { OpenAppeal, openAppealJob } from '@app/claims';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(openAppealJob)
export class OpenAppealProcessor extends JobProcessor<{ claimId: string }> {
  protected readonly definition = openAppealJob;

  constructor(private readonly openAppeal: OpenAppeal) {
    super();
  }

  protected async run(data: { claimId: string }): Promise<void> {
    await this.openAppeal.run(data);
  }
}
