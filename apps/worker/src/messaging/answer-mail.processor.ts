import { AnswerMail, answerMailJob } from '@app/messaging';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(answerMailJob)
export class AnswerMailProcessor extends JobProcessor<{ inboundMailId: string }> {
  protected readonly definition = answerMailJob;

  constructor(private readonly answerMail: AnswerMail) {
    super();
  }

  protected async run(data: { inboundMailId: string }): Promise<void> {
    await this.answerMail.run(data);
  }
}
