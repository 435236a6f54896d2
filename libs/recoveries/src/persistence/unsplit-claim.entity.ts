import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { ClaimEntity } from '@app/claims';

/**
 * A claim that was paid, and whose split nobody has looked at yet. The database adds it when a
 * claim becomes paid; whoever has opened its recoveries removes it.
 */
@Entity('unsplit_claims')
@Index('unsplit_claims_since_idx', ['since'])
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'unsplit_claims_claim_fk',
})
export class UnsplitClaimEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'unsplit_claims_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'unsplit_claims_pk' })
  claimId!: string;

  @Column('timestamptz')
  since!: Date;
}
