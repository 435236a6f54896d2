import { openPayoutsJob } from '@app/claims';
import { advancePayoutJob, refillAllotmentJob } from '@app/payouts';
import { enqueue } from '@app/platform';
import type { JobDefinition, Tx } from '@app/platform';

const JOBS = [
  openPayoutsJob,
  advancePayoutJob,
  refillAllotmentJob,
] as unknown as readonly JobDefinition[];

/** One round of the sweep, as `Sweep` of @app/platform does it. */
export async function sweep(tx: Tx, now: Date): Promise<void> {
  for (const job of JOBS) {
    const due = await job.findDue(tx, now, 500);
    for (const data of due) await enqueue(tx, job, data, { dispatch: 'sweep' });
  }
}
