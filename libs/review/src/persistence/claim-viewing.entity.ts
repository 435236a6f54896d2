import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** That somebody of the staff looks at a claim right now. Nothing of it outlives a crash. */
@Entity('claim_viewings')
@Index('claim_viewings_seen_idx', ['seenAt'])
export class ClaimViewingEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_viewings_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_viewings_pk' })
  claimId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_viewings_pk' })
  userId!: string;

  /** Since when without a break. */
  @Column('timestamptz')
  since!: Date;

  @Column('timestamptz')
  seenAt!: Date;

  /** Whether they have the decision open. */
  @Column('boolean')
  isDeciding!: boolean;
}
