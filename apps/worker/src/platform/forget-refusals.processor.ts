import { ForgetRefusals, JobProcessor, ProcessesJob, forgetRefusalsJob } from '@app/platform';

@ProcessesJob(forgetRefusalsJob)
export class ForgetRefusalsProcessor extends JobProcessor<{ day: string }> {
  protected readonly definition = forgetRefusalsJob;

  constructor(private readonly forgetRefusals: ForgetRefusals) {
    super();
  }

  protected async run(): Promise<void> {
    await this.forgetRefusals.run();
  }
}
