import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { ClockEventKind } from '../domain/clocks';
import { ClaimEntity } from './claim.entity';

/** A fact about a clock of a claim. Only ever inserted; that it was broken, once. */
@Entity('claim_clock_events')
@Index('claim_clock_events_breach_key', ['lane', 'claimId', 'clock'], {
  unique: true,
  where: `kind = 'breached'`,
})
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'claim_clock_events_claim_fk',
})
@Check(
  'claim_clock_events_kind_check',
  `kind IN ('started', 'paused', 'resumed', 'extended', 'met', 'breached', 'stopped')`,
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
  @Column('timestamptz', { nullable: true })
  hardEndAt!: Date | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** By which calendar, and which version of it, the due time was reckoned. */
  @Column('text', { nullable: true })
  calendar!: string | null;

  @Column('text')
  actorId!: string;

  @Column('timestamptz')
  recordedAt!: Date;
}
