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

/** How people end the silence of a wallet; nothing for what is late otherwise. */
function wayOut({ why, payoutId }: LateCredit): string {
  if (why !== 'not_answered' || payoutId === null) return '';
  return `, and say what it gave back with POST /v1/payouts/${payoutId}/take-back/resolutions`;
}

/** Credits before the decision that are not where they are promised to be. */
export async function creditFindings(reads: Reads): Promise<Finding[]> {
  const late = await lateCredits(reads, new SystemClock().now());
  if (late.length === 0) {
    return [{ isGood: true, text: 'Credits before a decision are given and go back in time.' }];
  }
  return late.map((credit) => ({
    isGood: false,
    text: `Claim ${credit.reference} ${WHY[credit.why]}${wayOut(credit)} (since ${credit.since.toISOString()}).`,
  }));
}
