import type { Reads } from '@app/platform';
import { receiptsInSuspense } from '@app/reports';

import type { Finding } from './finding';

/** Whether money that came unasked lies around for too long. */
export async function suspenseFindings(reads: Reads, now: Date): Promise<Finding[]> {
  const found = await receiptsInSuspense(reads, now);
  if (found.length === 0) return [{ isGood: true, text: 'No money is in suspense' }];
  return found.map(({ receipts, unmatched, overAge, daysMax }) => ({
    isGood: overAge === 0,
    text: `${unmatched.toString()} of ${String(receipts)} receipts is in suspense, ${String(overAge)} of them for more than ${String(daysMax)} days: match them with POST /v1/receipts/{id}/matches`,
  }));
}
