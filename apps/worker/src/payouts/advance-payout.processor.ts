import { AdvancePayout, advancePayoutJob } from '@app/payouts';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(advancePayoutJob)
export class AdvancePayoutProcessor extends JobProcessor<{ payoutId: string }> {
  protected readonly definition = advancePayoutJob;

  constructor(private readonly advancePayout: AdvancePayout) {
    super();
  }

  protected async run(data: { payoutId: string }): Promise<void> {
    await this.advancePayout.run(data);
  }
}
