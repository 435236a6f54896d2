import { EarnContribution, earnContributionJob } from '@app/accounting';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(earnContributionJob)
export class EarnContributionProcessor extends JobProcessor<{ billedId: string }> {
  protected readonly definition = earnContributionJob;

  constructor(private readonly earnContribution: EarnContribution) {
    super();
  }

  protected async run({ billedId }: { billedId: string }): Promise<void> {
    await this.earnContribution.run(billedId);
  }
}
