import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { MessageEntity } from './message.entity';

/** A copy of a message in which something is blackened; the newest counts. Only ever inserted. */
@Entity('message_redactions')
@ForeignKey(() => MessageEntity, ['lane', 'messageId'], ['lane', 'id'], {
  name: 'message_redactions_message_fk',
})
@Check('message_redactions_reason_check', 'length(reason) > 0')
export class MessageRedactionEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'message_redactions_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'message_redactions_pk' })
  messageId!: string;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'message_redactions_pk' })
  position!: number;

  @Column('text')
  body!: string;

  @Column('text', { nullable: true })
  quoted!: string | null;

  @Column('text')
  reason!: string;

  @Column('text')
  redactedBy!: string;

  @Column('text')
  redactedByRole!: string;

  @Column('timestamptz')
  redactedAt!: Date;
}
