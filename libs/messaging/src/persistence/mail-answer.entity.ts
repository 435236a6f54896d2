import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { InboundMailEntity } from './inbound-mail.entity';

/** The one answer to a mail that is on no thread, or not to be trusted on it. Personal data. */
@Entity('mail_answers')
@Unique('mail_answers_code_key', ['lane', 'code'])
@Index('mail_answers_due_idx', ['dueAt'], { where: 'due_at IS NOT NULL' })
@ForeignKey(() => InboundMailEntity, ['lane', 'inboundMailId'], ['lane', 'id'], {
  name: 'mail_answers_mail_fk',
})
@Check('mail_answers_kind_check', `kind IN ('new', 'held', 'unreadable')`)
@Check('mail_answers_language_check', `language IN ('zh-CN', 'en')`)
export class MailAnswerEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'mail_answers_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'mail_answers_pk' })
  inboundMailId!: string;

  @Column('text')
  kind!: 'new' | 'held' | 'unreadable';

  @Column('text')
  toAddress!: string;

  @Column('text')
  language!: 'zh-CN' | 'en';

  /** By which anybody can check that it is ours, like a message's. */
  @Column('text')
  code!: string;

  @Column('timestamptz')
  createdAt!: Date;

  /** Null once it is sent. */
  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;
}
