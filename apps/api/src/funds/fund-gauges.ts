import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';

import { FUND_ALARMS, FundReportQueries } from '@app/accounting';
import type { FundWatched } from '@app/accounting';
import { Metrics, UnitOfWork } from '@app/platform';

/** Whether there is money for what is promised, as gauges; read when it is asked for. */
@Injectable()
export class FundGauges {
  private readonly coverage: Gauge<'currency'>;
  private readonly cash: Gauge<'currency'>;
  private readonly belowFloor: Gauge<'currency'>;
  private readonly runway: Gauge<'currency'>;
  private readonly alarm: Gauge<'currency' | 'alarm'>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reports: FundReportQueries,
    { registry }: Metrics,
  ) {
    const gauge = (name: string, help: string): Gauge<'currency'> =>
      new Gauge({
        name: `ganpei_fund_${name}`,
        help,
        labelNames: ['currency'],
        registers: [registry],
      });
    this.coverage = gauge(
      'coverage_ratio',
      'Cash of the fund and on rails to what is owed or expected; absent while nothing is owed.',
    );
    this.cash = gauge('cash_minor_units', 'Cash of the fund.');
    this.belowFloor = gauge('below_floor', '1 while the cash of the fund is below its floor.');
    this.runway = gauge(
      'runway_days',
      'Days that the money lasts at the rate of late; absent while nothing net leaves.',
    );
    this.alarm = new Gauge({
      name: 'ganpei_fund_alarm',
      help: '1 while operators are told that the fund is low, uncovered or runs out soon.',
      labelNames: ['currency', 'alarm'],
      registers: [registry],
    });
  }

  async update(): Promise<void> {
    const { reads } = this.unitOfWork;
    const found = await this.reports.coverage(reads);
    this.showWatched(await this.reports.watched(reads));
    // What is owed may become nothing, and the ratio of yesterday would stand there for ever.
    this.coverage.reset();
    for (const { currency, figures, isBelowFloor } of found) {
      const { coverageBp, fundMinor } = figures;
      if (coverageBp !== null) this.coverage.set({ currency }, Number(coverageBp) / 10_000);
      this.cash.set({ currency }, Number(fundMinor));
      this.belowFloor.set({ currency }, isBelowFloor ? 1 : 0);
    }
  }

  private showWatched(watched: readonly FundWatched[]): void {
    this.runway.reset();
    for (const { currency, runwayDays, alarms } of watched) {
      if (runwayDays !== null) this.runway.set({ currency }, Number(runwayDays));
      for (const alarm of FUND_ALARMS) {
        this.alarm.set({ currency, alarm }, alarms.includes(alarm) ? 1 : 0);
      }
    }
  }
}
