import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

import type { PayerEventKind } from '../domain/payer-event';

/** What an institution knows of a payer's account, in the payer's lane. Only ever inserted. */
@Entity('payer_events')
@Index('payer_events_time_idx', ['lane', 'payerId', 'at'])
@Check(
  'payer_events_kind_check',
  `kind IN ('account_opened', 'phone_changed', 'password_reset', 'device_added', 'payee_added',
    'payout_account_changed')`,
)
export class PayerEventEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'payer_events_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'payer_events_pk' })
  payerId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'payer_events_pk' })
  source!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'payer_events_pk' })
  sourceId!: string;

  @Column('text')
  kind!: PayerEventKind;

  @Column('timestamptz')
  at!: Date;

  @Column('timestamptz')
  recordedAt!: Date;
}
