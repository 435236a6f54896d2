import { DiscardUpload, discardUploadJob } from '@app/claims';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(discardUploadJob)
export class DiscardUploadProcessor extends JobProcessor<{ uploadId: string }> {
  protected readonly definition = discardUploadJob;

  constructor(private readonly discardUpload: DiscardUpload) {
    super();
  }

  protected async run(data: { uploadId: string }): Promise<void> {
    await this.discardUpload.run(data);
  }
}
