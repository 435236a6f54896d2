import { JobProcessor, ProcessesJob } from '@app/platform';
import { RunComparison, comparePacksJob } from '@app/reports';

@ProcessesJob(comparePacksJob)
export class ComparePacksProcessor extends JobProcessor<{ operationId: string }> {
  protected readonly definition = comparePacksJob;

  constructor(private readonly runComparison: RunComparison) {
    super();
  }

  protected async run(data: { operationId: string }): Promise<void> {
    await this.runComparison.run(data);
  }
}
