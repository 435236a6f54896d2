import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

import type { InboundMailState } from '../domain/inbound-mail';

/**
 * A mail that came in, for one recipient. Its raw content is in the file store under `sha256`; what
 * was read of it is filled in afterwards. Personal data.
 */
@Entity('inbound_mails')
@Unique('inbound_mails_key_key', ['lane', 'key'])
@Index('inbound_mails_due_idx', ['dueAt'], { where: 'due_at IS NOT NULL' })
@Index('inbound_mails_state_idx', ['state', 'id'])
@Index('inbound_mails_sha256_idx', ['sha256'])
@Index('inbound_mails_from_idx', ['fromAddress', 'receivedAt'], {
  where: 'from_address IS NOT NULL',
})
@Index('inbound_mails_content_idx', ['lane', 'contentKey'], { where: 'content_key IS NOT NULL' })
@Check(
  'inbound_mails_state_check',
  `state IN ('received', 'filed', 'held', 'accepted', 'unclaimed', 'drafted', 'report', 'automatic', 'own', 'repeated', 'unreadable')`,
)
@Check('inbound_mails_due_check', `(state = 'received') = (due_at IS NOT NULL)`)
export class InboundMailEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'inbound_mails_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'inbound_mails_pk' })
  id!: string;

  /** The hash of content and recipient: a mail that is sent again after a lost answer is here. */
  @Column('text')
  key!: string;

  @Column('text')
  sha256!: string;

  @Column('integer')
  sizeBytes!: number;

  /** Of the envelope; empty for the null sender. */
  @Column('text')
  envelopeFrom!: string;

  @Column('text')
  recipient!: string;

  @Column('timestamptz')
  receivedAt!: Date;

  @Column('text')
  state!: InboundMailState;

  /** Until it is read: when the sweep looks after it. */
  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;

  /** By what its nature was told, why it was not answered, or why it could not be read. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text', { nullable: true })
  fromAddress!: string | null;

  @Column('text', { nullable: true })
  fromName!: string | null;

  @Column('text', { nullable: true })
  subject!: string | null;

  /** Of one that is on no claim: what it says, for its sender to go on with and for our people. */
  @Column('text', { nullable: true })
  body!: string | null;

  /** The hash of what it says and where it belongs; the same again is no second message. */
  @Column('text', { nullable: true })
  contentKey!: string | null;

  @Column('text', { nullable: true })
  claimId!: string | null;

  /** The message that it became. */
  @Column('text', { nullable: true })
  messageId!: string | null;

  /** The draft that its sender, or an agent for them, went on with. */
  @Column('text', { nullable: true })
  draftId!: string | null;

  @Column('timestamptz', { nullable: true })
  readAt!: Date | null;

  /** Who accepted it as the claimant's, or took it over as a draft. */
  @Column('text', { nullable: true })
  settledBy!: string | null;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;
}
