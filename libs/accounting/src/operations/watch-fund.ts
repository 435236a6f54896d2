import { Injectable } from '@nestjs/common';

import { Clock, HOUSE_LANE } from '@app/kernel';
import { UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';

import { alarmChanges, fundAlarms } from '../domain/fund-alarms';
import type { FundAlarm, FundStanding } from '../domain/fund-alarms';
import { FundReportQueries, shortestRunwayOf } from '../fund-report.queries';
import { FundRuleQueries } from '../fund-rule.queries';
import { FundWatchEntity } from '../persistence/fund-watch.entity';
import { RecordFundEvent } from './record-fund-event';

/** What was paid is a sum over three months of lines: too much for each look. */
const COUNT_PAID_EVERY_MS = 3_600_000;

/**
 * Looks how the fund of a currency stands and tells operators and other systems what is new: each
 * alarm once, and once more when it is over.
 */
@Injectable()
export class WatchFund {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reports: FundReportQueries,
    private readonly rules: FundRuleQueries,
    private readonly recordEvent: RecordFundEvent,
    private readonly clock: Clock,
  ) {}

  /** Nothing is watched where nobody has contributed. Safe to repeat and to run twice at once. */
  async run(currency: string): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const watch = await this.held(tx, currency);
      const coverage = await this.reports.coverageOf(tx, currency);
      if (coverage === null) return;
      const now = this.clock.now();
      const paid = await this.paid(tx, watch, now);
      const runwayDays = shortestRunwayOf(coverage.figures, paid.paidMinor);
      const { figures, limits } = coverage;
      const rules = await this.rules.inForce(tx, currency);
      const standing: FundStanding = {
        ...limits,
        ...{ fundMinor: figures.fundMinor, coverageBp: figures.coverageBp, runwayDays },
        shortMinor: rules.reduce((sum, rule) => sum + rule.shortMinor, 0n),
      };
      const alarms = fundAlarms(standing);
      await tx.update(
        FundWatchEntity,
        { currency },
        { ...paid, lookedAt: now, runwayDays, alarms },
      );
      await this.tell(tx, { currency, before: watch.alarms, standing, alarms });
    });
  }

  private async tell(tx: Tx, { currency, before, alarms, standing }: Told): Promise<void> {
    const { raised, over } = alarmChanges(before, alarms);
    for (const alarm of raised) {
      const facts = factsOf(alarm, standing);
      await this.recordEvent.run(tx, { kind: `fund.${alarm}`, currency, facts });
    }
    for (const alarm of over) {
      const facts = factsOf(alarm, standing);
      await this.recordEvent.run(tx, { kind: `fund.${alarm}_over`, currency, facts });
    }
  }

  /** One after the other: whoever comes second finds told what the first one told. */
  private async held(tx: Tx, currency: string): Promise<FundWatchEntity> {
    await tx.query(
      `INSERT INTO fund_watches (currency, looked_at, paid_minor, alarms)
       SELECT g.currency, $3, '{}', '{}' FROM ledger_guards g
        WHERE g.guard = 'fund' AND g.lane = $2 AND g.currency = $1 ON CONFLICT DO NOTHING`,
      [currency, HOUSE_LANE, this.clock.now()],
    );
    const watch = await tx.findOne(FundWatchEntity, {
      where: { currency },
      lock: { mode: 'pessimistic_write' },
    });
    return watch ?? Object.assign(new FundWatchEntity(), { currency, paidAt: null, alarms: [] });
  }

  private async paid(
    tx: Tx,
    { currency, paidAt, paidMinor }: FundWatchEntity,
    now: Date,
  ): Promise<Pick<FundWatchEntity, 'paidAt' | 'paidMinor'>> {
    const isFresh = paidAt !== null && now.getTime() - paidAt.getTime() < COUNT_PAID_EVERY_MS;
    if (isFresh) return { paidAt, paidMinor };
    return { paidAt: now, paidMinor: await this.reports.paidMinor(tx, currency, now) };
  }
}

interface Told {
  readonly currency: string;
  readonly before: readonly FundAlarm[];
  readonly alarms: readonly FundAlarm[];
  readonly standing: FundStanding;
}

/** The figure that an alarm is about, its limit, and what rails lack besides. */
function factsOf(alarm: FundAlarm, standing: FundStanding): Record<string, string | null> {
  switch (alarm) {
    case 'low':
      return {
        fundMinor: standing.fundMinor.toString(),
        floorMinor: standing.floorMinor.toString(),
        lowMinor: standing.lowMinor.toString(),
        shortMinor: standing.shortMinor.toString(),
      };
    case 'uncovered':
      return {
        coverageBp: standing.coverageBp?.toString() ?? null,
        coverageMinBp: standing.coverageMinBp.toString(),
      };
    case 'runway_short':
      return {
        runwayDays: standing.runwayDays?.toString() ?? null,
        runwayDaysMin: standing.runwayDaysMin.toString(),
      };
  }
}
