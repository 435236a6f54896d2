import { TellWebhookOwner, tellWebhookOwnerJob } from '@app/messaging';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(tellWebhookOwnerJob)
export class TellWebhookOwnerProcessor extends JobProcessor<{ endpointId: string }> {
  protected readonly definition = tellWebhookOwnerJob;

  constructor(private readonly tellWebhookOwner: TellWebhookOwner) {
    super();
  }

  protected async run(data: { endpointId: string }): Promise<void> {
    await this.tellWebhookOwner.run(data);
  }
}
