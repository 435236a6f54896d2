import type { Reads } from '@app/platform';
import { payoutsAwaitingFunds } from '@app/reports';
import type { PayoutsAwaitingFunds } from '@app/reports';

import type { Finding } from './finding';

/** Whether there is money for every payout; where it is missing, how much and what to do. */
export async function fundFindings(reads: Reads): Promise<Finding[]> {
  const found = await payoutsAwaitingFunds(reads);
  if (found.length === 0) return [{ isGood: true, text: 'No payout waits for money' }];
  return found.map((waiting) => {
    const { payouts, wanted, onRails } = waiting;
    return {
      isGood: goesOn(waiting),
      text: `${String(payouts)} payouts wait for ${wanted.toString()}, and ${onRails.toString()} is on the rails: ${advice(waiting)}`,
    };
  });
}

/** Whether nobody has to do anything: the money is there, or a rule brings it. */
function goesOn({ wanted, onRails, missing, isFilledByRule }: PayoutsAwaitingFunds): boolean {
  return !wanted.isGreaterThan(onRails) || (isFilledByRule && missing.isZero());
}

function advice(waiting: PayoutsAwaitingFunds): string {
  const { aboveFloor, missing, isFilledByRule } = waiting;
  if (goesOn(waiting)) return 'they go on by themselves';
  const above = `the fund has ${aboveFloor.toString()} above its floor`;
  if (missing.isZero()) {
    return `${above}: top up the rail with POST /v1/funds/top-ups, or let two people set a rule for it`;
  }
  const rest = isFilledByRule ? 'the rule of the rail does the rest' : 'top up the rail then';
  return `${above}, so ${missing.toString()} is missing; contribute it with POST /v1/funds/contributions, and ${rest}`;
}
