import { Injectable } from '@nestjs/common';

import { Limits } from '@app/audit';
import { Clock, HOUSE_LANE } from '@app/kernel';
import { AccountQueries } from '@app/ledger';
import type { AccountTurnover, TurnoverWish } from '@app/ledger';
import type { Reads } from '@app/platform';

import { COVERED_BP, fundFigures, moneyMinor, runwayDays } from './domain/fund-figures';
import type { FundFigures } from './domain/fund-figures';
import { readRailFlows } from './persistence/read-rail-flows';
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
}

/** A currency that somebody has contributed in, and whether its promise is covered. */
export interface Coverage {
  readonly currency: string;
  readonly figures: FundFigures;
  readonly floorMinor: bigint;
  readonly isCovered: boolean;
  readonly isBelowFloor: boolean;
}

/** Whether there is money for what the guarantee promises, by the books. Reads only. */
@Injectable()
export class FundReportQueries {
  constructor(
    private readonly accounts: AccountQueries,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  /**
   * The figures of one currency, of the same turnover as the trial balance of the same wish. What
   * each rail holds is read after it: without `asOf` a booking may come between the two.
   */
  async report(reads: Reads, currency: string, wish: TurnoverWish = {}): Promise<FundReport> {
    const asOf = wish.asOf ?? this.clock.now();
    const figures = figuresIn(currency, await this.accounts.turnover(reads, wish));
    const flows = await readRailFlows(reads, {
      ...{ currency, basis: wish.basis ?? 'booked', until: wish.asOf ?? null },
      since: RUNWAY_WINDOWS_DAYS.map((days) => new Date(asOf.getTime() - days * DAY_MS)),
    });
    const runways = RUNWAY_WINDOWS_DAYS.map((windowDays, index) => {
      const netPaidMinor = flows.reduce((sum, flow) => sum + (flow.paidMinor[index] ?? 0n), 0n);
      return {
        ...{ windowDays, netPaidMinor },
        runwayDays: runwayDays(moneyMinor(figures), netPaidMinor, windowDays),
      };
    });
    const rails = flows.map(({ rail, balanceMinor }) => ({ rail, balanceMinor }));
    return { asOf, figures, rails, floorMinor: await this.floorMinor(reads), runways };
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
    const floorMinor = await this.floorMinor(reads);
    return guarded.map(({ currency }) => {
      const figures = figuresIn(currency, turnover);
      const { coverageBp, fundMinor } = figures;
      return {
        ...{ currency, figures, floorMinor },
        isCovered: coverageBp === null || coverageBp >= COVERED_BP,
        isBelowFloor: fundMinor < floorMinor,
      };
    });
  }

  private async floorMinor(reads: Reads): Promise<bigint> {
    const { fundFloorMinor } = await this.limits.current(reads);
    return BigInt(fundFloorMinor);
  }
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
