import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { Bilingual } from '@app/kernel';

import { InboundMailEntity } from './inbound-mail.entity';

/** A file that came with a mail, kept or refused. Only ever inserted. */
@Entity('inbound_mail_files')
@Index('inbound_mail_files_sha256_idx', ['sha256'], { where: 'sha256 IS NOT NULL' })
@ForeignKey(() => InboundMailEntity, ['lane', 'inboundMailId'], ['lane', 'id'], {
  name: 'inbound_mail_files_mail_fk',
})
@Check('inbound_mail_files_refused_check', '(sha256 IS NULL) = (refused_code IS NOT NULL)')
export class InboundMailFileEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'inbound_mail_files_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'inbound_mail_files_pk' })
  inboundMailId!: string;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'inbound_mail_files_pk' })
  position!: number;

  @Column('text')
  name!: string;

  /** Null for one that was refused: it is in the raw mail still. */
  @Column('text', { nullable: true })
  sha256!: string | null;

  @Column('text', { nullable: true })
  mediaType!: string | null;

  @Column('integer')
  sizeBytes!: number;

  @Column('text', { nullable: true })
  refusedCode!: string | null;

  /** What its sender was told. */
  @Column('jsonb', { nullable: true })
  refusedText!: Bilingual | null;
}
