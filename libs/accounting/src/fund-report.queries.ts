import { Injectable } from '@nestjs/common';

import { Limits } from '@app/audit';
import { Clock, HOUSE_LANE } from '@app/kernel';
import { AccountQueries } from '@app/ledger';
import type { AccountTurnover, TurnoverWish } from '@app/ledger';
import type { Reads } from '@app/platform';

import { lowMarkMinor, shortestRunway } from './domain/fund-alarms';
import type { FundAlarm, FundStanding } from './domain/fund-alarms';
import { fundFigures, moneyMinor, runwayDays } from './domain/fund-figures';
import type { FundFigures } from './domain/fund-figures';
import { FundRuleQueries } from './fund-rule.queries';
import type { RuleInForce } from './fund-rule.queries';
import { readFundBacking, readRailFlows } from './persistence/read-rail-flows';
import type { RailFlow } from './persistence/read-rail-flows';

const DAY_MS = 86_400_000;
/** A month, and a quarter that evens it out. */
const RUNWAY_WINDOWS_DAYS = [30, 90] as const;

export interface Runway {
  /** Over how many days payouts are averaged; days before the first payout count as empty. */
  readonly windowDays: number;
  /** What settled in them less what came back, in minor units. */
  readonly netPaidMinor: bigint;
  /** For how many days the money lasts at that rate; null when nothing net left. */
  readonly runwayDays: bigint | null;
}

export interface FundReport {
  readonly asOf: Date;
  readonly figures: FundFigures;
  readonly rails: readonly Pick<RailFlow, 'rail' | 'balanceMinor'>[];
  /** What the fund's cash shall not fall below, as it is set now, in minor units. */
  readonly floorMinor: bigint;
  readonly runways: readonly Runway[];
  /** By which rails are filled up, as they are now. */
  readonly rules: readonly RuleInForce[];
  /** What operators were told and is not over, as it is now. */
  readonly alarms: readonly FundAlarm[];
}

/** The limits of two people that a fund is held against. */
export type FundLimits = Pick<
  FundStanding,
  'floorMinor' | 'lowMinor' | 'coverageMinBp' | 'runwayDaysMin'
>;

/** How a currency stood when somebody looked after its fund. */
export interface FundWatched {
  readonly currency: string;
  readonly lookedAt: Date;
  readonly runwayDays: bigint | null;
  readonly alarms: readonly FundAlarm[];
}

/** A currency that somebody has contributed in, and whether its promise is covered. */
export interface Coverage {
  readonly currency: string;
  readonly figures: FundFigures;
  readonly limits: FundLimits;
  readonly isCovered: boolean;
  readonly isBelowFloor: boolean;
  /** Below its floor, or below what people want to be told about. */
  readonly isLow: boolean;
}

/** Whether there is money for what the guarantee promises, by the books. Reads only. */
@Injectable()
export class FundReportQueries {
  constructor(
    private readonly accounts: AccountQueries,
    private readonly limits: Limits,
    private readonly rules: FundRuleQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * The figures of one currency, of the same turnover as the trial balance of the same wish. What
   * each rail holds is read after it: without `asOf` a booking may come between the two.
   */
  async report(reads: Reads, currency: string, wish: TurnoverWish = {}): Promise<FundReport> {
    const asOf = wish.asOf ?? this.clock.now();
    const figures = figuresIn(currency, await this.accounts.turnover(reads, wish));
    const wished = {
      ...{ currency, basis: wish.basis ?? 'booked', until: wish.asOf ?? null },
      since: RUNWAY_WINDOWS_DAYS.map((days) => new Date(asOf.getTime() - days * DAY_MS)),
    };
    const flows = await readRailFlows(reads, wished);
    const paid = spentMinor(flows, await readFundBacking(reads, wished));
    const runways = RUNWAY_WINDOWS_DAYS.map((windowDays, index) => {
      const netPaidMinor = paid[index] ?? 0n;
      return {
        ...{ windowDays, netPaidMinor },
        runwayDays: runwayDays(moneyMinor(figures), netPaidMinor, windowDays),
      };
    });
    const rails = flows.map(({ rail, balanceMinor }) => ({ rail, balanceMinor }));
    const { floorMinor } = await this.fundLimits(reads, currency);
    const rules = await this.rules.inForce(reads, currency);
    const watched = (await this.watched(reads)).find((one) => one.currency === currency);
    return { asOf, figures, rails, floorMinor, runways, rules, alarms: watched?.alarms ?? [] };
  }

  /**
   * What settled, or was credited before a decision, less what came back, in a month and in a
   * quarter, until now.
   */
  async paidMinor(reads: Reads, currency: string, now: Date): Promise<bigint[]> {
    const since = RUNWAY_WINDOWS_DAYS.map((days) => new Date(now.getTime() - days * DAY_MS));
    const wished = { currency, basis: 'booked', until: null, since } as const;
    const flows = await readRailFlows(reads, wished);
    return spentMinor(flows, await readFundBacking(reads, wished));
  }

  /** How each currency stood when it was looked at last. Costs a few rows. */
  async watched(reads: Reads): Promise<FundWatched[]> {
    const rows = await reads.query<(Omit<FundWatched, 'runwayDays'> & { runway: string | null })[]>(
      `SELECT currency, looked_at AS "lookedAt", runway_days::text AS runway, alarms
         FROM fund_watches ORDER BY currency`,
    );
    return rows.map(({ runway, ...row }) => ({
      ...row,
      runwayDays: runway === null ? null : BigInt(runway),
    }));
  }

  /** One currency of `coverage`; null where nobody has contributed in it. */
  async coverageOf(reads: Reads, currency: string): Promise<Coverage | null> {
    const found = await this.coverage(reads);
    return found.find((one) => one.currency === currency) ?? null;
  }

  /**
   * Each currency that is guarded, so that somebody watches over it: what was never contributed to
   * covers nothing, and nobody has said that it should. Costs the same for a large ledger.
   */
  async coverage(reads: Reads): Promise<Coverage[]> {
    const guarded = await reads.query<{ currency: string }[]>(
      `SELECT currency FROM ledger_guards WHERE guard = 'fund' AND lane = $1 ORDER BY currency`,
      [HOUSE_LANE],
    );
    if (guarded.length === 0) return [];
    const turnover = await this.accounts.turnover(reads);
    const found: Coverage[] = [];
    for (const { currency } of guarded) {
      const limits = await this.fundLimits(reads, currency);
      found.push(coverageIn(currency, figuresIn(currency, turnover), limits));
    }
    return found;
  }

  private async fundLimits(reads: Reads, currency: string): Promise<FundLimits> {
    const set = await this.limits.current(reads, currency);
    return {
      floorMinor: BigInt(set.fundFloorMinor),
      lowMinor: BigInt(set.fundLowMinor),
      coverageMinBp: BigInt(set.fundCoverageMinBp),
      runwayDaysMin: BigInt(set.fundRunwayDaysMin),
    };
  }
}

/** What went over all rails, and out of the fund into wallets, in each window. */
function spentMinor(flows: readonly RailFlow[], backedMinor: readonly bigint[]): bigint[] {
  return RUNWAY_WINDOWS_DAYS.map((_, place) =>
    flows.reduce((sum, flow) => sum + (flow.paidMinor[place] ?? 0n), backedMinor[place] ?? 0n),
  );
}

/** For how many days the money lasts by what was paid in each window; the shortest of them. */
export function shortestRunwayOf(
  figures: FundFigures,
  paidMinor: readonly bigint[],
): bigint | null {
  return shortestRunway(
    RUNWAY_WINDOWS_DAYS.map((days, place) =>
      runwayDays(moneyMinor(figures), paidMinor[place] ?? 0n, days),
    ),
  );
}

function coverageIn(currency: string, figures: FundFigures, limits: FundLimits): Coverage {
  const { coverageBp, fundMinor } = figures;
  return {
    ...{ currency, figures, limits },
    isCovered: coverageBp === null || coverageBp >= limits.coverageMinBp,
    isBelowFloor: fundMinor < limits.floorMinor,
    isLow: fundMinor < lowMarkMinor(limits),
  };
}

function figuresIn(currency: string, turnover: readonly AccountTurnover[]): FundFigures {
  return fundFigures(
    new Map(
      turnover
        .filter((account) => account.currency === currency)
        .map(({ code, debitMinor, creditMinor }) => [code, debitMinor - creditMinor]),
    ),
  );
}
