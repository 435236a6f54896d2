import { MakeUpCallback, makeUpCallbackJob } from '@app/messaging';
import { JobProcessor, ProcessesJob } from '@app/platform';

@ProcessesJob(makeUpCallbackJob)
export class MakeUpCallbackProcessor extends JobProcessor<{ callbackId: string }> {
  protected readonly definition = makeUpCallbackJob;

  constructor(private readonly makeUpCallback: MakeUpCallback) {
    super();
  }

  protected async run(data: { callbackId: string }): Promise<void> {
    await this.makeUpCallback.run(data);
  }
}
