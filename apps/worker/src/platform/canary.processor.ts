import { JobCanary, JobProcessor, ProcessesJob, canaryJob } from '@app/platform';
import type { JobsPlace } from '@app/platform';

@ProcessesJob(canaryJob)
export class CanaryProcessor extends JobProcessor<{ place: JobsPlace }> {
  protected readonly definition = canaryJob;

  constructor(private readonly canary: JobCanary) {
    super();
  }

  protected async run({ place }: { place: JobsPlace }): Promise<void> {
    await this.canary.comeBack(place);
  }
}
