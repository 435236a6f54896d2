import type { Reads } from '@app/platform';
import { payoutsAwaitingFunds } from '@app/reports';

import type { Finding } from './finding';

/** Whether there is money for every payout; where it is missing, how much and what to do. */
export async function fundFindings(reads: Reads): Promise<Finding[]> {
  const found = await payoutsAwaitingFunds(reads);
  if (found.length === 0) return [{ isGood: true, text: 'No payout waits for money' }];
  return found.map(({ payouts, wanted, onRails }) => {
    const isGood = !wanted.isGreaterThan(onRails);
    const advice = isGood
      ? 'they go on by themselves'
      : 'contribute what is missing with POST /v1/funds/contributions';
    return {
      isGood,
      text: `${String(payouts)} payouts wait for ${wanted.toString()}, and ${onRails.toString()} is on the rails: ${advice}`,
    };
  });
}
