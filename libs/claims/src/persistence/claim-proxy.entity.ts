import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { ClaimEntity } from './claim.entity';

/** Somebody whom the claimant named to speak for them. Personal data, beside the case. */
@Entity('claim_proxies')
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'claim_proxies_claim_fk',
})
@Check('claim_proxies_contact_check', 'email IS NOT NULL OR phone IS NOT NULL')
export class ClaimProxyEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_proxies_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_proxies_pk' })
  claimId!: string;

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('text', { nullable: true })
  phone!: string | null;

  /** What they are to the claimant, in the claimant's words. */
  @Column('text', { nullable: true })
  relation!: string | null;
}
