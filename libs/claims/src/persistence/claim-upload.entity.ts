import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { ClaimEntity } from './claim.entity';

/** A file that comes in parts. It goes when it is finished or given up, and its parts with it. */
@Entity('claim_uploads')
@Index('claim_uploads_open_idx', ['lane', 'claimId', 'uploadedBy', 'sha256'], {
  unique: true,
  where: 'closed_at IS NULL',
})
@Index('claim_uploads_expiry_idx', ['expiresAt'])
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'claim_uploads_claim_fk',
})
@Check('claim_uploads_received_check', 'received_bytes BETWEEN 0 AND size_bytes')
export class ClaimUploadEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_uploads_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_uploads_pk' })
  id!: string;

  @Column('text')
  claimId!: string;

  @Column('text')
  uploadedBy!: string;

  /** As announced; what came is compared with it at the end. */
  @Column('text')
  sha256!: string;

  @Column('integer')
  sizeBytes!: number;

  @Column('integer', { default: 0 })
  receivedBytes!: number;

  @Column('text')
  item!: string;

  @Column('text')
  fileName!: string;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;
}
