import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

/** What went to a rail by the word of one person, also what was taken back. Only ever inserted. */
@Entity('top_ups_by_hand')
@Index('top_ups_by_hand_day_idx', ['currency', 'at'])
@Check('top_ups_by_hand_amount_check', 'amount_minor > 0')
export class TopUpByHandEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'top_ups_by_hand_pk' })
  id!: string;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  @Column('timestamptz')
  at!: Date;
}
