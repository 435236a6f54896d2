import { openPayoutsJob } from '@app/claims';
import { advancePayoutJob, refillAllotmentJob } from '@app/payouts';

import type { QueuedJob } from './job-queue';
import type { Notice } from './notice';
import type { Operations } from './operations';
import type { Act } from './people';
import { sweep } from './sweep';
import type { Worker } from './worker';

/** What a worker can begin. */
export type Work =
  | { readonly kind: 'job'; readonly job: QueuedJob }
  | { readonly kind: 'notice'; readonly notice: Notice }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'act'; readonly act: Act };

/** Runs the operation that a work asks for, as the processors and controllers do it. */
export async function perform(
  work: Work,
  operations: Operations,
  worker: Worker,
  bodyOf: (notice: Notice) => string,
): Promise<void> {
  const { unitOfWork, receiveNotice } = operations;
  switch (work.kind) {
    case 'act':
      await work.act(operations);
      return;
    case 'sweep':
      await unitOfWork.transaction((tx) => sweep(tx, worker.now()));
      return;
    case 'notice': {
      const { notice } = work;
      const rawBody = Buffer.from(bodyOf(notice));
      const request = { rail: notice.rail, headers: {}, rawBody };
      await unitOfWork.transaction((tx) => receiveNotice.run(tx, request));
      return;
    }
    case 'job':
      await performJob(work.job, operations);
  }
}

async function performJob({ job, data }: QueuedJob, operations: Operations): Promise<void> {
  switch (job.queue) {
    case openPayoutsJob.queue:
      return operations.openPayouts.run(data as { claimId: string });
    case advancePayoutJob.queue:
      return operations.advancePayout.run(data as { payoutId: string });
    case refillAllotmentJob.queue: {
      const { lane, currency } = data as { lane: string; currency: string };
      return operations.refillAllotment.run({ lane: Number(lane), currency });
    }
    default:
      throw new Error(`Nobody works on ${job.queue} here.`);
  }
}
