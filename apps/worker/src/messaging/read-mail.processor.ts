import { ReadMail, readMailJob } from '@app/messaging';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(readMailJob)
export class ReadMailProcessor extends JobProcessor<{ inboundMailId: string }> {
  protected readonly definition = readMailJob;

  constructor(private readonly readMail: ReadMail) {
    super();
  }

  protected async run(data: { inboundMailId: string }): Promise<void> {
    await this.readMail.run(data);
  }
}
