import { tellClaimantJob } from '@app/claims';
import { TellClaimant } from '@app/messaging';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(tellClaimantJob)
export class TellClaimantProcessor extends JobProcessor<{ claimId: string }> {
  protected readonly definition = tellClaimantJob;

  constructor(private readonly tellClaimant: TellClaimant) {
    super();
  }

  protected async run(data: { claimId: string }): Promise<void> {
    await this.tellClaimant.run(data);
  }
}
