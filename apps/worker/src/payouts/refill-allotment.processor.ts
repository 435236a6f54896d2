import { RefillAllotment, refillAllotmentJob } from '@app/payouts';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(refillAllotmentJob)
export class RefillAllotmentProcessor extends JobProcessor<{ lane: string; currency: string }> {
  protected readonly definition = refillAllotmentJob;

  constructor(private readonly refillAllotment: RefillAllotment) {
    super();
  }

  protected async run({ lane, currency }: { lane: string; currency: string }): Promise<void> {
    await this.refillAllotment.run({ lane: Number(lane), currency });
  }
}
