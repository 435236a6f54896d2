import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A claim that is still being written: as it was typed, right or wrong. Gone when it is filed. */
@Entity('claim_drafts')
@Index('claim_drafts_party_idx', ['lane', 'partyId', 'id'])
@Index('claim_drafts_maker_idx', ['madeBy', 'id'])
@Index('claim_drafts_expiry_idx', ['expiresAt'])
@Check('claim_drafts_role_check', `made_by_role IN ('claimant', 'agent')`)
export class ClaimDraftEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_drafts_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_drafts_pk' })
  id!: string;

  /** Whose payments it is about; it stays. */
  @Column('text')
  partyId!: string;

  @Column('text')
  madeBy!: string;

  @Column('text')
  madeByRole!: 'claimant' | 'agent';

  @Column('jsonb')
  content!: Record<string, unknown>;

  /** Grows with every change of the content; the ETag. */
  @Column('integer')
  version!: number;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;
}
