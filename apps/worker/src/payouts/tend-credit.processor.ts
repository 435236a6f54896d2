import { tendCreditJob } from '@app/claims';
import { TendCredit } from '@app/payouts';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(tendCreditJob)
export class TendCreditProcessor extends JobProcessor<{ claimId: string }> {
  protected readonly definition = tendCreditJob;

  constructor(private readonly tendCredit: TendCredit) {
    super();
  }

  protected async run(data: { claimId: string }): Promise<void> {
    await this.tendCredit.run(data);
  }
}
