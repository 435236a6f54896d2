import { SystemClock } from '@app/kernel';
import { openBreakCounts } from '@app/payouts';
import type { Reads } from '@app/platform';

import type { Finding } from './finding';

/** Whether differences with rails are looked after: none may be open for more than five days. */
export async function reconciliationFindings(reads: Reads): Promise<Finding[]> {
  const counts = await openBreakCounts(reads, new SystemClock().now());
  if (counts.length === 0) return [{ isGood: true, text: 'No statement has been taken in yet' }];
  return counts.map(({ rail, currency, ages }) => {
    const old = ages.upTo30Days + ages.over30Days;
    const open = old + ages.upTo1Day + ages.upTo5Days;
    const isGood = old === 0;
    const advice = isGood ? '' : ': look at GET /v1/reconciliation/breaks';
    return {
      isGood,
      text: `${rail} ${currency}: ${String(open)} breaks are open, ${String(old)} of them for more than 5 days${advice}`,
    };
  });
}
