import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { BilledContributionEntity } from './billed-contribution.entity';

/** That a billed contribution never came and was withdrawn: once. Only ever inserted. */
@Entity('withdrawn_contributions')
@Unique('withdrawn_contributions_change_key', ['changeId'])
@ForeignKey(() => BilledContributionEntity, ['billedId'], ['id'], {
  name: 'withdrawn_contributions_billed_fk',
})
export class WithdrawnContributionEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'withdrawn_contributions_pk' })
  billedId!: string;

  /** The change that two people stand behind. */
  @Column('text')
  changeId!: string;

  @Column('timestamptz')
  withdrawnAt!: Date;
}
