import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { ClaimEntity } from '@app/claims';

import type { MessageChannel, MessageDirection, MessageTrust } from '../domain/message';

/** Something that was said on a claim, on whatever channel. Only ever inserted. */
@Entity('messages')
@Unique('messages_code_key', ['lane', 'code'])
@Unique('messages_caused_by_key', ['lane', 'causedBy'])
@Index('messages_claim_idx', ['lane', 'claimId', 'id'])
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], { name: 'messages_claim_fk' })
@ForeignKey(() => MessageEntity, ['lane', 'inReplyTo'], ['lane', 'id'], {
  name: 'messages_in_reply_to_fk',
})
@Check('messages_direction_check', `direction IN ('in', 'out')`)
@Check('messages_channel_check', `channel IN ('web', 'mail', 'phone', 'sms', 'im', 'system')`)
@Check('messages_trust_check', `trust IN ('verified', 'unverified')`)
@Check('messages_code_check', `(direction = 'out') = (code IS NOT NULL)`)
@Check('messages_notice_check', '(notice_key IS NULL) = (notice_params IS NULL)')
export class MessageEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'messages_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'messages_pk' })
  id!: string;

  @Column('text')
  claimId!: string;

  /** `in`: to us. `out`: to the claimant. */
  @Column('text')
  direction!: MessageDirection;

  @Column('text')
  channel!: MessageChannel;

  @Column('text')
  authorId!: string;

  @Column('text')
  authorRole!: string;

  /** Of staff, and of senders that nobody knows; the claimant's name stands on the contact. */
  @Column('text', { nullable: true })
  authorName!: string | null;

  /** Plain text: the author's own words, or the notice in the claimant's language. */
  @Column('text')
  body!: string;

  /** Of a notice: which one, and what it said, so that it can be shown in the other language. */
  @Column('text', { nullable: true })
  noticeKey!: string | null;

  @Column('jsonb', { nullable: true })
  noticeParams!: Record<string, unknown> | null;

  /** The message that it answers. */
  @Column('text', { nullable: true })
  inReplyTo!: string | null;

  /** `unverified`: it came to the right address from a sender whom nobody knows. */
  @Column('text')
  trust!: MessageTrust;

  /** What the author quoted of earlier mails; folded away. */
  @Column('text', { nullable: true })
  quoted!: string | null;

  @Column('timestamptz')
  at!: Date;

  /** By which anybody can check that a message is ours; null on what came in. */
  @Column('text', { nullable: true })
  code!: string | null;

  /** The event, mail or other cause that makes exactly one message. */
  @Column('text', { nullable: true })
  causedBy!: string | null;
}
