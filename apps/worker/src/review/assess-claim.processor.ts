import { assessClaimJob } from '@app/claims';
import { JobProcessor, ProcessesJob } from '@app/platform';
import { AssessClaim } from '@app/review';

@ProcessesJob(assessClaimJob)
export class AssessClaimProcessor extends JobProcessor<{ claimId: string }> {
  protected readonly definition = assessClaimJob;

  constructor(private readonly assessClaim: AssessClaim) {
    super();
  }

  protected async run(data: { claimId: string }): Promise<void> {
    await this.assessClaim.run(data);
  }
}
