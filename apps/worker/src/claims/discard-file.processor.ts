import { DiscardFile, discardFileJob } from '@app/claims';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(discardFileJob)
export class DiscardFileProcessor extends JobProcessor<{ sha256: string }> {
  protected readonly definition = discardFileJob;

  constructor(private readonly discardFile: DiscardFile) {
    super();
  }

  protected async run(data: { sha256: string }): Promise<void> {
    await this.discardFile.run(data);
  }
}
