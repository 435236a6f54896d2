import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

import type { FundEventKind } from '../domain/fund-alarms';

/** Something that happened to a fund and that people and other systems are told. Only inserted. */
@Entity('fund_events')
@Index('fund_events_currency_idx', ['currency', 'id'])
@Check('fund_events_lane_check', 'lane = 0')
export class FundEventEntity {
  /** Of the house: a fund belongs to no claim. */
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'fund_events_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'fund_events_pk' })
  id!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  kind!: FundEventKind;

  @Column('char', { length: 3 })
  currency!: string;

  /** The figure and its limit; or the rail, the amount and the id of a top-up. */
  @Column('jsonb')
  facts!: Record<string, string | null>;
}
