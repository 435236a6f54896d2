import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { ClaimEvidenceEntity } from '@app/claims';

import { MessageEntity } from './message.entity';

/** A file of the claim that a message came with. Only ever inserted. */
@Entity('message_attachments')
@Unique('message_attachments_evidence_key', ['lane', 'messageId', 'evidenceId'])
@ForeignKey(() => MessageEntity, ['lane', 'messageId'], ['lane', 'id'], {
  name: 'message_attachments_message_fk',
})
@ForeignKey(() => ClaimEvidenceEntity, ['lane', 'evidenceId'], ['lane', 'id'], {
  name: 'message_attachments_evidence_fk',
})
export class MessageAttachmentEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'message_attachments_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'message_attachments_pk' })
  messageId!: string;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'message_attachments_pk' })
  position!: number;

  @Column('text')
  evidenceId!: string;

  @Column('text')
  name!: string;
}
