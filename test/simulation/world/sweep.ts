import { ClaimEntity, openPayoutsJob } from '@app/claims';
import { PayoutEntity, advancePayoutJob, refillAllotmentJob } from '@app/payouts';
import { enqueue } from '@app/platform';
import type { JobDefinition, Tx } from '@app/platform';

import type { MemoryDatabase } from '../memory/memory-database';

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

/** When the first of the rows that a sweep looks for became due; infinite where there is none. */
export function firstOverdueMs(database: MemoryDatabase): number {
  let overdueMs = Infinity;
  for (const { nextActionAt } of database.committed(PayoutEntity)) {
    if (nextActionAt !== null) overdueMs = Math.min(overdueMs, nextActionAt.getTime());
  }
  for (const { nextStep, updatedAt } of database.committed(ClaimEntity)) {
    if (nextStep === 'open_payout') overdueMs = Math.min(overdueMs, updatedAt.getTime());
  }
  return overdueMs;
}
