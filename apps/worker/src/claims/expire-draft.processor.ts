import { ExpireDraft, expireDraftJob } from '@app/claims';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(expireDraftJob)
export class ExpireDraftProcessor extends JobProcessor<{ draftId: string }> {
  protected readonly definition = expireDraftJob;

  constructor(private readonly expireDraft: ExpireDraft) {
    super();
  }

  protected async run(data: { draftId: string }): Promise<void> {
    await this.expireDraft.run(data);
  }
}
