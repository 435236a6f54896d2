import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import type { ClockEventKind } from '../domain/clocks';
import { ClaimEntity } from './claim.entity';

/** A fact about a clock of a claim. Only ever inserted. */
@Entity('claim_clock_events')
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'claim_clock_events_claim_fk',
})
@Check(
  'claim_clock_events_kind_check',
  `kind IN ('started', 'paused', 'resumed', 'met', 'stopped')`,
)
export class ClaimClockEventEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_clock_events_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_clock_events_pk' })
  claimId!: string;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_clock_events_pk' })
  position!: number;

  @Column('text')
  clock!: string;

  @Column('text')
  kind!: ClockEventKind;

  @Column('timestamptz')
  at!: Date;

  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;
}
