import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { UserEntity } from '@app/platform';

/** Why an endpoint gets nothing: somebody wants it so, it said so itself, or nobody answers. */
export type DisabledFor = 'wish' | 'gone' | 'failing';

/** An address of another system that events are posted to. */
@Entity('webhook_endpoints')
@Index('webhook_endpoints_owner_idx', ['createdBy', 'id'])
@Index('webhook_endpoints_notice_idx', ['noticeDueAt'], { where: 'notice_due_at IS NOT NULL' })
@ForeignKey(() => UserEntity, ['createdBy'], ['id'], { name: 'webhook_endpoints_owner_fk' })
@Check('webhook_endpoints_reason_check', `disabled_for IN ('wish', 'gone', 'failing')`)
@Check('webhook_endpoints_previous_check', '(previous_secret IS NULL) = (previous_until IS NULL)')
@Check('webhook_endpoints_disabled_check', '(disabled_at IS NULL) = (disabled_for IS NULL)')
export class WebhookEndpointEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'webhook_endpoints_pk' })
  id!: string;

  @Column('text')
  url!: string;

  /** The kinds of events that it wants; all when there are none. */
  @Column('text', { array: true })
  types!: string[];

  /** Readable with the secret of the installation only. */
  @Column('text')
  sealedSecret!: string;

  /** The one before it, which signs too for a day after a change. */
  @Column('text', { nullable: true })
  previousSecret!: string | null;

  @Column('timestamptz', { nullable: true })
  previousUntil!: Date | null;

  @Column('text')
  createdBy!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  changedAt!: Date;

  /** Since when nothing arrived there; null when the last try did. */
  @Column('timestamptz', { nullable: true })
  failingSince!: Date | null;

  @Column('timestamptz', { nullable: true })
  disabledAt!: Date | null;

  @Column('text', { nullable: true })
  disabledFor!: DisabledFor | null;

  /** While its owner is owed word that we switched it off: when the sweep looks after it. */
  @Column('timestamptz', { nullable: true })
  noticeDueAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  noticeSentAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  deletedAt!: Date | null;
}
