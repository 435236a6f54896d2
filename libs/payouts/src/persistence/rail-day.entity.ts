import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

/** What a lane sent over a rail on a day, by UTC, in one currency. */
@Entity('rail_days')
@Index('rail_days_day_idx', ['rail', 'currency', 'day'])
@Check('rail_days_payouts_check', 'payouts > 0')
@Check('rail_days_amount_check', 'amount_minor > 0')
export class RailDayEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'rail_days_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'rail_days_pk' })
  rail!: string;

  @PrimaryColumn('char', { length: 3, primaryKeyConstraintName: 'rail_days_pk' })
  currency!: string;

  @PrimaryColumn('date', { primaryKeyConstraintName: 'rail_days_pk' })
  day!: string;

  @Column('integer')
  payouts!: number;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;
}
