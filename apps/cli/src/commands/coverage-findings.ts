import { FundReportQueries } from '@app/accounting';
import type { Coverage } from '@app/accounting';
import { Limits } from '@app/audit';
import { SystemClock } from '@app/kernel';
import { AccountQueries } from '@app/ledger';
import type { Config, Reads } from '@app/platform';

import type { Finding } from './finding';

/** Whether each currency that is contributed to has the money for what is promised in it. */
export async function coverageFindings(
  reads: Reads,
  { demo }: Pick<Config, 'demo'>,
): Promise<Finding[]> {
  const queries = new FundReportQueries(new AccountQueries(), new Limits(demo), new SystemClock());
  return (await queries.coverage(reads)).flatMap((coverage) => [
    coverageFinding(coverage),
    ...(coverage.isBelowFloor ? [floorFinding(coverage)] : []),
  ]);
}

function coverageFinding({ currency, figures, isCovered }: Coverage): Finding {
  const { coverageBp } = figures;
  if (coverageBp === null) {
    return { isGood: true, text: `Fund ${currency}: nothing is owed or expected` };
  }
  const advice = isCovered
    ? ''
    : ': contribute what is missing with POST /v1/funds/contributions, and see GET /v1/funds';
  return {
    isGood: isCovered,
    text: `Fund ${currency}: ${percentOf(coverageBp)} of what is owed or expected is there${advice}`,
  };
}

function floorFinding({ currency, figures, floorMinor }: Coverage): Finding {
  const { fundMinor } = figures;
  return {
    isGood: false,
    text: `Fund ${currency}: its cash is ${String(fundMinor)} minor units, below the floor of ${String(floorMinor)}: contribute, or let two people lower fundFloorMinor`,
  };
}

/** Basis points as a percentage with two digits. */
function percentOf(bp: bigint): string {
  return `${String(bp / 100n)}.${String(bp % 100n).padStart(2, '0')} %`;
}
