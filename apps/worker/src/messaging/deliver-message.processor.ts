import { DeliverMessage, deliverMessageJob } from '@app/messaging';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(deliverMessageJob)
export class DeliverMessageProcessor extends JobProcessor<{ messageId: string }> {
  protected readonly definition = deliverMessageJob;

  constructor(private readonly deliverMessage: DeliverMessage) {
    super();
  }

  protected async run(data: { messageId: string }): Promise<void> {
    await this.deliverMessage.run(data);
  }
}
