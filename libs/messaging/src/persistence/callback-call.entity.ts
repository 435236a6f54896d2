import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { CallOutcome } from '../domain/callback-moves';
import { CallbackEntity } from './callback.entity';

/** A call that was made. What was said stands in the thread, where it can be redacted. */
@Entity('callback_calls')
@Index('callback_calls_callback_idx', ['lane', 'callbackId', 'id'])
@ForeignKey(() => CallbackEntity, ['lane', 'callbackId'], ['lane', 'id'], {
  name: 'callback_calls_callback_fk',
})
@Check(
  'callback_calls_outcome_check',
  `outcome IN ('reached', 'missed', 'wrong_number', 'refused')`,
)
export class CallbackCallEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'callback_calls_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'callback_calls_pk' })
  id!: string;

  @Column('text')
  callbackId!: string;

  @Column('text')
  outcome!: CallOutcome;

  @Column('text')
  calledBy!: string;

  @Column('timestamptz')
  calledAt!: Date;
}
