import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { PayoutEntity } from './payout.entity';

/** The intent to talk to a rail, committed before the first byte leaves. Only ever inserted. */
@Entity('payout_attempts')
@ForeignKey(() => PayoutEntity, ['lane', 'payoutId'], ['lane', 'id'], {
  name: 'payout_attempts_payout_fk',
})
@Check('payout_attempts_action_check', `action IN ('send', 'query')`)
export class PayoutAttemptEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'payout_attempts_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'payout_attempts_pk' })
  payoutId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'payout_attempts_pk' })
  number!: number;

  @Column('text')
  action!: 'send' | 'query';

  @Column('integer')
  fence!: number;

  @Column('timestamptz')
  startedAt!: Date;
}
