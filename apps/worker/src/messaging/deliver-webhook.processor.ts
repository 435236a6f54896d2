import { DeliverWebhook, deliverWebhookJob } from '@app/messaging';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(deliverWebhookJob)
export class DeliverWebhookProcessor extends JobProcessor<{ endpointId: string; claimId: string }> {
  protected readonly definition = deliverWebhookJob;

  constructor(private readonly deliverWebhook: DeliverWebhook) {
    super();
  }

  protected async run(data: { endpointId: string; claimId: string }): Promise<void> {
    await this.deliverWebhook.run(data);
  }
}
