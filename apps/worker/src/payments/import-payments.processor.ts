import { RunImport, importPaymentsJob } from '@app/payments';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(importPaymentsJob)
export class ImportPaymentsProcessor extends JobProcessor<{ operationId: string }> {
  protected readonly definition = importPaymentsJob;

  constructor(private readonly runImport: RunImport) {
    super();
  }

  protected async run(data: { operationId: string }): Promise<void> {
    await this.runImport.run(data);
  }
}
