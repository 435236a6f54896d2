import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

import { BilledContributionEntity } from './billed-contribution.entity';

/** The part of a billed contribution that a month has earned: once. Only ever inserted. */
@Entity('earned_contributions')
@ForeignKey(() => BilledContributionEntity, ['billedId'], ['id'], {
  name: 'earned_contributions_billed_fk',
})
export class EarnedContributionEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'earned_contributions_pk' })
  billedId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'earned_contributions_pk' })
  month!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  @Column('timestamptz')
  earnedAt!: Date;
}
