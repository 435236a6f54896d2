import { ReassignClaim, reassignClaimJob } from '@app/claims';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(reassignClaimJob)
export class ReassignClaimProcessor extends JobProcessor<{ claimId: string }> {
  protected readonly definition = reassignClaimJob;

  constructor(private readonly reassignClaim: ReassignClaim) {
    super();
  }

  protected async run(data: { claimId: string }): Promise<void> {
    await this.reassignClaim.run(data);
  }
}
