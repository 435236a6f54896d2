import { JobProcessor, ProcessesJob } from '@app/platform';
import { AgeRecovery, ageRecoveryJob } from '@app/recoveries';

@ProcessesJob(ageRecoveryJob)
export class AgeRecoveryProcessor extends JobProcessor<{ recoveryId: string }> {
  protected readonly definition = ageRecoveryJob;

  constructor(private readonly ageRecovery: AgeRecovery) {
    super();
  }

  protected async run(data: { recoveryId: string }): Promise<void> {
    await this.ageRecovery.run(data);
  }
}
