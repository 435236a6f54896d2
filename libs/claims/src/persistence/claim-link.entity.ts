import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { LinkKind } from '../domain/link-key';
import { ClaimEntity } from './claim.entity';

/**
 * Something of a claim that may turn up in another one, as a keyed hash: it is found again, and
 * nobody reads it. Only ever inserted. One of the tables that are looked up across lanes.
 */
@Entity('claim_links')
@Index('claim_links_key_idx', ['kind', 'key', 'linkedAt'])
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'claim_links_claim_fk',
})
@Check('claim_links_kind_check', `kind IN ('device', 'email', 'phone', 'payout_account')`)
export class ClaimLinkEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_links_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_links_pk' })
  claimId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_links_pk' })
  kind!: LinkKind;

  /** 64 hex digits; see `linkKey`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_links_pk' })
  key!: string;

  /** The claimant, as on the claim: whoever looks for others need not read each claim. */
  @Column('text')
  partyId!: string;

  @Column('timestamptz')
  linkedAt!: Date;
}
