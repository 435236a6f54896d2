import { TellLate, passDueTimeJob } from '@app/messaging';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(passDueTimeJob)
export class PassDueTimeProcessor extends JobProcessor<{ claimId: string }> {
  protected readonly definition = passDueTimeJob;

  constructor(private readonly tellLate: TellLate) {
    super();
  }

  protected async run(data: { claimId: string }): Promise<void> {
    await this.tellLate.run(data);
  }
}
