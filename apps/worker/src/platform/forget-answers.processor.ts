import { ForgetAnswers, JobProcessor, ProcessesJob, forgetAnswersJob } from '@app/platform';

@ProcessesJob(forgetAnswersJob)
export class ForgetAnswersProcessor extends JobProcessor<{ kept: string }> {
  protected readonly definition = forgetAnswersJob;

  constructor(private readonly forgetAnswers: ForgetAnswers) {
    super();
  }

  protected async run(): Promise<void> {
    await this.forgetAnswers.run();
  }
}
