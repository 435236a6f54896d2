import { recoverCreditJob } from '@app/payouts';
import { RecoverCredit } from '@app/recoveries';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(recoverCreditJob)
export class RecoverCreditProcessor extends JobProcessor<{ claimId: string }> {
  protected readonly definition = recoverCreditJob;

  constructor(private readonly recoverCredit: RecoverCredit) {
    super();
  }

  protected async run(data: { claimId: string }): Promise<void> {
    await this.recoverCredit.run(data);
  }
}
