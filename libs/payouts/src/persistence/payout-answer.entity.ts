import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { PayoutAttemptEntity } from './payout-attempt.entity';

/** What a rail answered to an attempt. An attempt without an answer died on the way. */
@Entity('payout_answers')
@ForeignKey(
  () => PayoutAttemptEntity,
  ['lane', 'payoutId', 'number'],
  ['lane', 'payoutId', 'number'],
  {
    name: 'payout_answers_attempt_fk',
  },
)
@Check(
  'payout_answers_class_check',
  `class IN ('confirmed', 'pending', 'rejected', 'returned', 'not_found', 'unknown')`,
)
export class PayoutAnswerEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'payout_answers_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'payout_answers_pk' })
  payoutId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'payout_answers_pk' })
  number!: number;

  @Column('text')
  class!: 'confirmed' | 'pending' | 'rejected' | 'returned' | 'not_found' | 'unknown';

  @Column('text', { nullable: true })
  code!: string | null;

  @Column('text', { nullable: true })
  detail!: string | null;

  /** False when somebody else had finished first: the answer is kept, but changed nothing. */
  @Column('boolean')
  applied!: boolean;

  @Column('timestamptz')
  answeredAt!: Date;
}
