import { PrepareEvidence, prepareEvidenceJob } from '@app/claims';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(prepareEvidenceJob)
export class PrepareEvidenceProcessor extends JobProcessor<{ evidenceId: string }> {
  protected readonly definition = prepareEvidenceJob;

  constructor(private readonly prepareEvidence: PrepareEvidence) {
    super();
  }

  protected async run(data: { evidenceId: string }): Promise<void> {
    await this.prepareEvidence.run(data);
  }
}
