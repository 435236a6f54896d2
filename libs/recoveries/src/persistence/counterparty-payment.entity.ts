import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { ClaimEntity } from '@app/claims';
import { StatementLineEntity } from '@app/payouts';
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
@Index('counterparty_payments_line_idx', ['lineId'], { where: 'line_id IS NOT NULL' })
@Index('counterparty_payments_proposal_key', ['lane', 'proposalId'], {
  unique: true,
  where: 'proposal_id IS NOT NULL',
})
@ForeignKey(() => StatementLineEntity, ['lineId'], ['id'], {
  name: 'counterparty_payments_line_fk',
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

  /** What two persons said; null where a line says it. */
  @Column('text', { nullable: true })
  proposalId!: string | null;

  /** The line of our own bank's statement; both are null of what was recorded before the rule. */
  @Column('text', { nullable: true })
  lineId!: string | null;

  @Column('text')
  recordedBy!: string;

  @Column('timestamptz')
  recordedAt!: Date;
}
