import { SystemClock } from '@app/kernel';
import { lateCredits } from '@app/payouts';
import type { LateCredit } from '@app/payouts';
import type { Reads } from '@app/platform';

import type { Finding } from './finding';

const WHY: Readonly<Record<LateCredit['why'], string>> = {
  not_granted: 'is due a credit before its decision, and has none: look at the rails and the job',
  not_arrived: 'was given a credit before its decision that has not arrived: look at its payout',
  not_answered: 'has a credit that goes back, and its wallet does not answer: ask the service',
};

/** Credits before the decision that are not where they are promised to be. */
export async function creditFindings(reads: Reads): Promise<Finding[]> {
  const late = await lateCredits(reads, new SystemClock().now());
  if (late.length === 0) {
    return [{ isGood: true, text: 'Credits before a decision are given and go back in time.' }];
  }
  return late.map(({ reference, why, since }) => ({
    isGood: false,
    text: `Claim ${reference} ${WHY[why]} (since ${since.toISOString()}).`,
  }));
}
