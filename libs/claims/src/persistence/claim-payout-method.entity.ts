import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { ClaimEntity } from './claim.entity';

/**
 * That somebody said where the award of a claim is to go. Only ever inserted; the newest counts.
 * Before the first one it goes back the way the payments came.
 */
@Entity('claim_payout_methods')
@Index('claim_payout_methods_account_idx', ['accountKey'], { where: 'account_key IS NOT NULL' })
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'claim_payout_methods_claim_fk',
})
@Check(
  'claim_payout_methods_route_check',
  `route IN ('original', 'account') AND (route = 'account') = (account_key IS NOT NULL)`,
)
export class ClaimPayoutMethodEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_payout_methods_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_payout_methods_pk' })
  claimId!: string;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_payout_methods_pk' })
  position!: number;

  @Column('text')
  route!: 'original' | 'account';

  /** A keyed hash of the number, as in `claim_links`. */
  @Column('text', { nullable: true })
  accountKey!: string | null;

  @Column('text')
  actorId!: string;

  @Column('text')
  actorRole!: string;

  @Column('timestamptz')
  namedAt!: Date;
}
