import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { ClaimEntity } from '@app/claims';
import { asBigint } from '@app/platform';

import { CounterpartyEntity } from './counterparty.entity';

/** Their part of a recovery, paid to another bearer of the loss. Only ever inserted. */
@Entity('counterparty_payments')
@Unique('counterparty_payments_reference_key', ['lane', 'counterpartyId', 'reference'])
@Index('counterparty_payments_claim_idx', ['lane', 'claimId'])
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'counterparty_payments_claim_fk',
})
@ForeignKey(() => CounterpartyEntity, ['counterpartyId'], ['id'], {
  name: 'counterparty_payments_counterparty_fk',
})
@Check('counterparty_payments_amount_check', 'amount_minor > 0')
export class CounterpartyPaymentEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'counterparty_payments_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'counterparty_payments_pk' })
  id!: string;

  @Column('text')
  counterpartyId!: string;

  @Column('text')
  claimId!: string;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  /** Our bank's number of the payment. */
  @Column('text')
  reference!: string;

  @Column('timestamptz')
  paidAt!: Date;

  @Column('text')
  recordedBy!: string;

  @Column('timestamptz')
  recordedAt!: Date;
}
