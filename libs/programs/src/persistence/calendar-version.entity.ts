import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

import type { KeptCalendar } from '../domain/kept-calendar';
import type { CalendarId } from '../domain/pack';

/** The days of a calendar version by which clocks of claims were started. Only ever inserted. */
@Entity('calendar_versions')
@Check(
  'calendar_versions_hours_check',
  'opens_at_minute >= 0 AND opens_at_minute < closes_at_minute AND closes_at_minute <= 1440',
)
export class CalendarVersionEntity implements KeptCalendar {
  /** As clock events name it: `CN chinese-days@1.5.4 0f3a…`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'calendar_versions_pk' })
  version!: string;

  @Column('text')
  calendar!: CalendarId;

  @Column('smallint')
  opensAtMinute!: number;

  @Column('smallint')
  closesAtMinute!: number;

  @Column('jsonb')
  days!: Record<string, string>;

  @Column('smallint', { array: true })
  coveredYears!: number[];

  @Column('timestamptz')
  keptAt!: Date;
}
