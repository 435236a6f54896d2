import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

import type { RecoveryStep } from '../domain/recovery';
import { RecoveryEntity } from './recovery.entity';

/** Something that was done to a recovery. Only ever inserted. */
@Entity('recovery_steps')
@ForeignKey(() => RecoveryEntity, ['lane', 'recoveryId'], ['lane', 'id'], {
  name: 'recovery_steps_recovery_fk',
})
export class RecoveryStepEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'recovery_steps_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'recovery_steps_pk' })
  recoveryId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'recovery_steps_pk' })
  number!: number;

  @Column('text')
  step!: RecoveryStep;

  @Column('bigint', { transformer: asBigint, nullable: true })
  amountMinor!: bigint | null;

  /** What the other side calls it: their letter, their payment. */
  @Column('text', { nullable: true })
  reference!: string | null;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text')
  actorId!: string;

  @Column('timestamptz')
  at!: Date;
}
