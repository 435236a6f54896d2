import { WatchFund, tendFundJob } from '@app/accounting';
import { FillRails } from '@app/payouts';
import { JobProcessor, ProcessesJob } from '@app/platform';

/** First the rails, and then the alarms, which look at what the floor kept from them. */
@ProcessesJob(tendFundJob)
export class TendFundProcessor extends JobProcessor<{ currency: string }> {
  protected readonly definition = tendFundJob;

  constructor(
    private readonly fillRails: FillRails,
    private readonly watchFund: WatchFund,
  ) {
    super();
  }

  protected async run({ currency }: { currency: string }): Promise<void> {
    await this.fillRails.run(currency);
    await this.watchFund.run(currency);
  }
}
