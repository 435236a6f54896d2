import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { ClaimDraftEntity } from './claim-draft.entity';

/** A file that was handed in before the filing. It becomes evidence when the draft is filed. */
@Entity('claim_draft_files')
@Index('claim_draft_files_sha256_idx', ['sha256'])
@ForeignKey(() => ClaimDraftEntity, ['lane', 'draftId'], ['lane', 'id'], {
  name: 'claim_draft_files_draft_fk',
})
export class ClaimDraftFileEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_draft_files_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_draft_files_pk' })
  draftId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_draft_files_pk' })
  item!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_draft_files_pk' })
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
