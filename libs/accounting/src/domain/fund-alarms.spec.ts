import { alarmChanges, fundAlarms, shortestRunway } from './fund-alarms';
import type { FundAlarm, FundStanding } from './fund-alarms';

const WELL: FundStanding = {
  ...{ fundMinor: 1_000n, floorMinor: 300n, lowMinor: 400n, shortMinor: 0n },
  ...{ coverageBp: 10_000n, coverageMinBp: 10_000n, runwayDays: 14n, runwayDaysMin: 14n },
};

describe('alarms of a fund', () => {
  it.each<[string, Partial<FundStanding>, FundAlarm[]]>([
    ['at every limit', { fundMinor: 400n }, []],
    ['under the cash that people want to know of', { fundMinor: 399n }, ['low']],
    ['under its floor, where nobody named more', { fundMinor: 299n, lowMinor: 0n }, ['low']],
    ['at its floor', { fundMinor: 300n, lowMinor: 0n }, []],
    ['whose floor keeps what a rail lacks', { shortMinor: 1n }, ['low']],
    ['a basis point short of covered', { coverageBp: 9_999n }, ['uncovered']],
    ['that owes nothing', { coverageBp: null }, []],
    ['that lasts a day less than it shall', { runwayDays: 13n }, ['runway_short']],
    ['of which nothing net leaves', { runwayDays: null }, []],
    [
      'without anything',
      { fundMinor: 0n, coverageBp: 0n, runwayDays: 0n },
      ['low', 'uncovered', 'runway_short'],
    ],
  ])('%s', (_what, difference, expected) => {
    expect(fundAlarms({ ...WELL, ...difference })).toEqual(expected);
  });

  it.each<[FundAlarm[], FundAlarm[], FundAlarm[], FundAlarm[]]>([
    [[], ['low'], ['low'], []],
    [['low'], ['low'], [], []],
    [['low'], [], [], ['low']],
    [['low', 'uncovered'], ['uncovered', 'runway_short'], ['runway_short'], ['low']],
  ])('from %j to %j are told as %j and as over %j', (before, after, raised, over) => {
    expect(alarmChanges(before, after)).toEqual({ raised, over });
  });

  it.each([
    [[], null],
    [[null, null], null],
    [[null, 5n], 5n],
    [[7n, 5n], 5n],
    [[0n, null], 0n],
  ])('look at the shortest of the runways %p: %p', (runways, shortest) => {
    expect(shortestRunway(runways)).toBe(shortest);
  });
});
