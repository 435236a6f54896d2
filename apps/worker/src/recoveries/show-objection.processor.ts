import { JobProcessor, ProcessesJob } from '@app/platform';
import { ShowObjection, showObjectionJob } from '@app/recoveries';

@ProcessesJob(showObjectionJob)
export class ShowObjectionProcessor extends JobProcessor<{ claimId: string }> {
  protected readonly definition = showObjectionJob;

  constructor(private readonly showObjection: ShowObjection) {
    super();
  }

  protected async run(data: { claimId: string }): Promise<void> {
    await this.showObjection.run(data);
  }
}
