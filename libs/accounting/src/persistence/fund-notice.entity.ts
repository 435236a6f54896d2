import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { UserEntity } from '@app/platform';

import { FundEventEntity } from './fund-event.entity';

/** That an operator is owed word of an event of a fund, and when a mail of it left. */
@Entity('fund_notices')
@Index('fund_notices_due_idx', ['dueAt'], { where: 'due_at IS NOT NULL' })
@ForeignKey(() => FundEventEntity, ['lane', 'eventId'], ['lane', 'id'], {
  name: 'fund_notices_event_fk',
})
@ForeignKey(() => UserEntity, ['userId'], ['id'], { name: 'fund_notices_user_fk' })
export class FundNoticeEntity {
  /** Of its own, because each mail has a name of its own. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'fund_notices_pk' })
  id!: string;

  @Column('smallint')
  lane!: number;

  @Column('text')
  eventId!: string;

  @Column('text')
  userId!: string;

  /** While it is owed: when the sweep looks after it. */
  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;
}
