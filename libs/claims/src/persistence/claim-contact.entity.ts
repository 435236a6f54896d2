import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { ClaimEntity } from './claim.entity';

/** How to reach the claimant. Personal data, beside the case, so that it can be erased. */
@Entity('claim_contacts')
@Index('claim_contacts_search_idx', ['searchKeys'], { type: 'gin' })
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'claim_contacts_claim_fk',
})
@Check('claim_contacts_locale_check', `locale IN ('zh-CN', 'en')`)
export class ClaimContactEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_contacts_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_contacts_pk' })
  claimId!: string;

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('text', { nullable: true })
  phone!: string | null;

  @Column('text')
  locale!: 'zh-CN' | 'en';

  /** Under what it is found (`contactKeys`). It stands here because it is erased with the rest. */
  @Column('tsvector', { select: false })
  searchKeys!: string;
}
