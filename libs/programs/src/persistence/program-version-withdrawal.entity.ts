import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { ProgramVersionEntity } from './program-version.entity';

/** That a proposal is not wanted any more, by whoever proposed it. Only ever inserted. */
@Entity('program_version_withdrawals')
@ForeignKey(() => ProgramVersionEntity, ['versionId'], ['id'], {
  name: 'program_version_withdrawals_version_fk',
})
@Check('program_version_withdrawals_reason_check', 'length(reason) > 0')
export class ProgramVersionWithdrawalEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'program_version_withdrawals_pk' })
  versionId!: string;

  @Column('text')
  reason!: string;

  @Column('text')
  withdrawnBy!: string;

  @Column('timestamptz')
  withdrawnAt!: Date;
}
