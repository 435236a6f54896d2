import { tellFundEventJob } from '@app/accounting';
import { TellFundEvent } from '@app/messaging';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(tellFundEventJob)
export class TellFundEventProcessor extends JobProcessor<{ noticeId: string }> {
  protected readonly definition = tellFundEventJob;

  constructor(private readonly tellFundEvent: TellFundEvent) {
    super();
  }

  protected async run({ noticeId }: { noticeId: string }): Promise<void> {
    await this.tellFundEvent.run(noticeId);
  }
}
