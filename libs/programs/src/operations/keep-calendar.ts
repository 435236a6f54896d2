import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Tx } from '@app/platform';

import type { BusinessCalendar } from '../domain/business-calendar';
import { keptCalendar } from '../domain/kept-calendar';
import { CalendarVersionEntity } from '../persistence/calendar-version.entity';

/** Keeps the days of a calendar version by which a clock is started, the first time. */
@Injectable()
export class KeepCalendar {
  /** Versions that stand in the database for certain. */
  private readonly kept = new Set<string>();

  constructor(private readonly clock: Clock) {}

  async run(tx: Tx, calendar: BusinessCalendar): Promise<void> {
    const { version } = calendar;
    if (this.kept.has(version)) return;
    if (await tx.existsBy(CalendarVersionEntity, { version })) {
      this.kept.add(version);
      return;
    }
    const { days, coveredYears, ...kept } = keptCalendar(calendar);
    await tx
      .createQueryBuilder()
      .insert()
      .into(CalendarVersionEntity)
      .values({
        ...kept,
        days: { ...days },
        coveredYears: [...coveredYears],
        keptAt: this.clock.now(),
      })
      .orIgnore()
      .execute();
  }
}
