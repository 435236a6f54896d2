import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

import { asBigint } from '@app/platform';

import type { PaymentChannel, PaymentStatus } from '../domain/importers';

/** A payment as an institution reported it. Claims dispute it; nothing here moves money. */
@Entity('payments')
@Unique('payments_natural_key', ['lane', 'source', 'sourceId'])
@Index('payments_payer_idx', ['lane', 'payerId', 'id'])
@Index('payments_disputed_payee_idx', ['payeeId', 'disputedAt'], {
  where: 'disputed_at IS NOT NULL',
})
@Index('payments_disputed_account_idx', ['payeeAccount', 'disputedAt'], {
  where: 'disputed_at IS NOT NULL',
})
@Index('payments_reported_idx', ['reportedBy', 'id'], { where: 'reported_by IS NOT NULL' })
@Check('payments_channel_check', `channel IN ('wechat', 'alipay', 'bank', 'card', 'other')`)
@Check('payments_amount_check', 'amount_minor > 0')
@Check('payments_status_check', `status IN ('settled', 'refunded', 'partly_refunded', 'failed')`)
@Check('payments_refunded_check', 'refunded_minor BETWEEN 0 AND amount_minor')
@Check('payments_claimed_check', 'claimed_minor BETWEEN 0 AND amount_minor')
export class PaymentEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'payments_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'payments_pk' })
  id!: string;

  @Column('text')
  source!: string;

  @Column('text')
  sourceId!: string;

  @Column('text')
  channel!: PaymentChannel;

  @Column('text')
  rail!: string;

  @Column('timestamptz')
  paidAt!: Date;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;

  @Column('text')
  payerId!: string;

  @Column('text', { nullable: true })
  payerName!: string | null;

  /** At whoever they paid with: where a rail knows no way back by the number of the payment. */
  @Column('text', { nullable: true })
  payerAccount!: string | null;

  @Column('text', { nullable: true })
  payeeId!: string | null;

  @Column('text', { nullable: true })
  payeeName!: string | null;

  @Column('text', { nullable: true })
  payeeAccount!: string | null;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  @Column('text')
  status!: PaymentStatus;

  @Column('bigint', { transformer: asBigint, default: 0 })
  refundedMinor!: bigint;

  /** The sum of the live claim lines on this payment. */
  @Column('bigint', { transformer: asBigint, default: 0 })
  claimedMinor!: bigint;

  /** When a claim was last laid on it; stays when the claim ends. Null while nobody ever did. */
  @Column('timestamptz', { nullable: true })
  disputedAt!: Date | null;

  @Column('text', { nullable: true })
  description!: string | null;

  /** SHA-256 of the content as first reported: tells a duplicate from a conflict. */
  @Column('text')
  contentHash!: string;

  /** The import that brought it, so that an import that is run again counts it as its own. */
  @Column('text', { nullable: true })
  operationId!: string | null;

  /** The line of the import's file that brought it: the same row further down is a duplicate. */
  @Column('bigint', { transformer: asBigint, nullable: true })
  operationLine!: bigint | null;

  /** The account that reported it first; null for what was reported before this was kept. */
  @Column('text', { nullable: true })
  reportedBy!: string | null;

  @Column('timestamptz')
  createdAt!: Date;
}
