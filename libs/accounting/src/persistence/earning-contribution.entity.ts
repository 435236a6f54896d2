import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { BilledContributionEntity } from './billed-contribution.entity';

/** A billed contribution of which something is still to be earned. Gone once nothing is. */
@Entity('earning_contributions')
@Index('earning_contributions_next_idx', ['nextAt'])
@ForeignKey(() => BilledContributionEntity, ['billedId'], ['id'], {
  name: 'earning_contributions_billed_fk',
})
export class EarningContributionEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'earning_contributions_pk' })
  billedId!: string;

  /** When the next month of it is over. */
  @Column('timestamptz')
  nextAt!: Date;
}
