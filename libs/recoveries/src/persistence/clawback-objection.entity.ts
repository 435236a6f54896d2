import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { RecoveryEntity } from './recovery.entity';

/** That a claimant objects to what is asked back of them, and why. Only ever inserted. */
@Entity('clawback_objections')
@ForeignKey(() => RecoveryEntity, ['lane', 'recoveryId'], ['lane', 'id'], {
  name: 'clawback_objections_recovery_fk',
})
@Check('clawback_objections_reason_check', 'length(reason) > 0')
export class ClawbackObjectionEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'clawback_objections_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'clawback_objections_pk' })
  recoveryId!: string;

  /** That of the step by which they objected. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'clawback_objections_pk' })
  number!: number;

  @Column('text')
  reason!: string;

  @Column('text')
  objectedBy!: string;

  @Column('timestamptz')
  objectedAt!: Date;
}
