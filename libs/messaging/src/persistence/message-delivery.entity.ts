import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { DeliveryChannel, DeliveryState } from '../domain/delivery';
import { MessageEntity } from './message.entity';

/**
 * What is on its way to a claimant, by which channel, and what became of it. No address stands
 * here: it is read when it is sent, from where it can be erased.
 */
@Entity('message_deliveries')
@Index('message_deliveries_due_idx', ['nextTryAt'], { where: 'next_try_at IS NOT NULL' })
@ForeignKey(() => MessageEntity, ['lane', 'messageId'], ['lane', 'id'], {
  name: 'message_deliveries_message_fk',
})
@Check('message_deliveries_channel_check', `channel IN ('mail', 'sms', 'im', 'thread')`)
@Check('message_deliveries_state_check', `state IN ('queued', 'sent', 'failed', 'bounced')`)
@Check('message_deliveries_due_check', `(state = 'queued') = (next_try_at IS NOT NULL)`)
@Check('message_deliveries_tries_check', 'tries >= 0')
export class MessageDeliveryEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'message_deliveries_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'message_deliveries_pk' })
  messageId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'message_deliveries_pk' })
  channel!: DeliveryChannel;

  @Column('text')
  state!: DeliveryState;

  /** Tries that were begun: each is on record before its first byte leaves. */
  @Column('smallint', { default: 0 })
  tries!: number;

  /** When to try, or try again; while a try runs, when to take it for lost. */
  @Column('timestamptz', { nullable: true })
  nextTryAt!: Date | null;

  /** What the other side calls it: the queue id of a mail server, the id of a text message. */
  @Column('text', { nullable: true })
  providerId!: string | null;

  /** What went wrong last, as a code without words of theirs: `smtp 550`, `timeout`. */
  @Column('text', { nullable: true })
  problem!: string | null;

  @Column('timestamptz')
  queuedAt!: Date;

  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  bouncedAt!: Date | null;
}
