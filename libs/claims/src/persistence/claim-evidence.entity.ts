import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { ClaimEntity } from './claim.entity';

/** A file that was handed in for one item of the evidence list. Only ever inserted. */
@Entity('claim_evidence')
@Unique('claim_evidence_content_key', ['lane', 'claimId', 'item', 'sha256'])
@Index('claim_evidence_sha256_idx', ['sha256', 'uploadedAt'])
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'claim_evidence_claim_fk',
})
export class ClaimEvidenceEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_evidence_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_evidence_pk' })
  id!: string;

  @Column('text')
  claimId!: string;

  @Column('text')
  item!: string;

  @Column('text')
  sha256!: string;

  @Column('text')
  mediaType!: string;

  @Column('integer')
  sizeBytes!: number;

  @Column('text')
  fileName!: string;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('text')
  uploadedBy!: string;

  @Column('timestamptz')
  uploadedAt!: Date;
}
