/** What operators are told about the fund of a currency, each once until it is over. */
export const FUND_ALARMS = ['low', 'uncovered', 'runway_short'] as const;
export type FundAlarm = (typeof FUND_ALARMS)[number];

/** What the alarms look at, in minor units of one currency, and the limits that two people set. */
export interface FundStanding {
  readonly fundMinor: bigint;
  readonly floorMinor: bigint;
  /** Below this much cash it is low, whatever the floor. */
  readonly lowMinor: bigint;
  /** What rails lack because the floor keeps it. */
  readonly shortMinor: bigint;
  /** Null while nothing is owed. */
  readonly coverageBp: bigint | null;
  readonly coverageMinBp: bigint;
  /** The shorter one of the month and the quarter; null when nothing net left. */
  readonly runwayDays: bigint | null;
  readonly runwayDaysMin: bigint;
}

/** Which alarms a fund that stands so gives cause for. */
export function fundAlarms(standing: FundStanding): FundAlarm[] {
  const { fundMinor, shortMinor, coverageBp, runwayDays } = standing;
  const isGiven: Readonly<Record<FundAlarm, boolean>> = {
    low: fundMinor < lowMarkMinor(standing) || shortMinor > 0n,
    uncovered: coverageBp !== null && coverageBp < standing.coverageMinBp,
    runway_short: runwayDays !== null && runwayDays < standing.runwayDaysMin,
  };
  return FUND_ALARMS.filter((alarm) => isGiven[alarm]);
}

/** Whatever is higher: the cash that people want to be told about, or the floor. */
export function lowMarkMinor({
  lowMinor,
  floorMinor,
}: Pick<FundStanding, 'lowMinor' | 'floorMinor'>): bigint {
  return lowMinor > floorMinor ? lowMinor : floorMinor;
}

/** What is new between two looks. */
export function alarmChanges(
  before: readonly FundAlarm[],
  after: readonly FundAlarm[],
): { readonly raised: readonly FundAlarm[]; readonly over: readonly FundAlarm[] } {
  return {
    raised: after.filter((alarm) => !before.includes(alarm)),
    over: before.filter((alarm) => !after.includes(alarm)),
  };
}

/** The shorter one of some runways, in days; null where none of them has an end. */
export function shortestRunway(runways: readonly (bigint | null)[]): bigint | null {
  return runways.reduce<bigint | null>(
    (least, days) => (days === null || (least !== null && least <= days) ? least : days),
    null,
  );
}

/** What happened to a fund, as other systems are told it. */
export type FundEventKind = `fund.${FundAlarm}` | `fund.${FundAlarm}_over` | 'fund.top_up_ordered';
