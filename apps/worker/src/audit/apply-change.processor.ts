import { ApplyChange, applyChangeJob } from '@app/audit';
import { JobProcessor, ProcessesJob, UnitOfWork } from '@app/platform';

@ProcessesJob(applyChangeJob)
export class ApplyChangeProcessor extends JobProcessor<{ changeId: string }> {
  protected readonly definition = applyChangeJob;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly applyChange: ApplyChange,
  ) {
    super();
  }

  protected async run({ changeId }: { changeId: string }): Promise<void> {
    await this.unitOfWork.transaction((tx) => this.applyChange.run(tx, changeId));
  }
}
