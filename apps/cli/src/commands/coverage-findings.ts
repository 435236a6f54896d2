import { FundReportQueries, FundRuleQueries } from '@app/accounting';
import type { Coverage, FundWatched } from '@app/accounting';
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
  const queries = new FundReportQueries(
    new AccountQueries(),
    new Limits(demo),
    new FundRuleQueries(),
    new SystemClock(),
  );
  const watched = await queries.watched(reads);
  return (await queries.coverage(reads)).flatMap((coverage) => [
    coverageFinding(coverage),
    ...(coverage.isLow ? [lowFinding(coverage)] : []),
    ...watched
      .filter(({ currency }) => currency === coverage.currency)
      .flatMap((one) => watchedFindings(one, coverage)),
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

function lowFinding({ currency, figures, limits, isBelowFloor }: Coverage): Finding {
  const { fundMinor } = figures;
  const { floorMinor, lowMinor } = limits;
  const below = isBelowFloor
    ? `the floor of ${String(floorMinor)}: contribute, or let two people lower fundFloorMinor`
    : `the ${String(lowMinor)} of fundLowMinor: contribute`;
  return {
    isGood: false,
    text: `Fund ${currency}: its cash is ${String(fundMinor)} minor units, below ${below}`,
  };
}

/** What is known since the fund was looked at last. */
function watchedFindings(one: FundWatched, coverage: Coverage): Finding[] {
  const isShort = one.alarms.includes('low') && !coverage.isLow;
  return [
    ...(isShort ? [shortFinding(coverage)] : []),
    ...(one.alarms.includes('runway_short') ? [runwayFinding(one, coverage)] : []),
  ];
}

function shortFinding({ currency, limits }: Coverage): Finding {
  return {
    isGood: false,
    text: `Fund ${currency}: its floor of ${String(limits.floorMinor)} keeps what rails with a rule lack: contribute, and see GET /v1/funds`,
  };
}

function runwayFinding({ currency, runwayDays }: FundWatched, { limits }: Coverage): Finding {
  return {
    isGood: false,
    text: `Fund ${currency}: at the rate of late the money lasts for ${String(runwayDays)} days, under the ${String(limits.runwayDaysMin)} of fundRunwayDaysMin: plan a contribution`,
  };
}

/** Basis points as a percentage with two digits. */
function percentOf(bp: bigint): string {
  return `${String(bp / 100n)}.${String(bp % 100n).padStart(2, '0')} %`;
}
