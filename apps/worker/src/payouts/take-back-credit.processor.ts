import { TakeBackCredit, takeBackCreditJob } from '@app/payouts';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(takeBackCreditJob)
export class TakeBackCreditProcessor extends JobProcessor<{ payoutId: string }> {
  protected readonly definition = takeBackCreditJob;

  constructor(private readonly takeBackCredit: TakeBackCredit) {
    super();
  }

  protected async run(data: { payoutId: string }): Promise<void> {
    await this.takeBackCredit.run(data);
  }
}
