import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { ClaimUploadEntity } from './claim-upload.entity';

/** A part of an upload that is kept, and by what name. */
@Entity('claim_upload_parts')
@ForeignKey(() => ClaimUploadEntity, ['lane', 'uploadId'], ['lane', 'id'], {
  name: 'claim_upload_parts_upload_fk',
})
@Check('claim_upload_parts_size_check', 'size_bytes > 0')
export class ClaimUploadPartEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_upload_parts_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_upload_parts_pk' })
  uploadId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'claim_upload_parts_pk' })
  startByte!: number;

  @Column('integer')
  sizeBytes!: number;

  @Column('text')
  name!: string;
}
