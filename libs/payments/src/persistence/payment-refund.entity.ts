import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

import { PaymentEntity } from './payment.entity';

/** Money that went back to the payer. Only ever inserted. */
@Entity('payment_refunds')
@ForeignKey(() => PaymentEntity, ['lane', 'paymentId'], ['lane', 'id'], {
  name: 'payment_refunds_payment_fk',
})
@Check('payment_refunds_amount_check', 'amount_minor > 0')
export class PaymentRefundEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'payment_refunds_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'payment_refunds_pk' })
  paymentId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'payment_refunds_pk' })
  refundId!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  @Column('timestamptz')
  refundedAt!: Date;

  @Column('text', { nullable: true })
  operationId!: string | null;

  @Column('bigint', { transformer: asBigint, nullable: true })
  operationLine!: bigint | null;

  @Column('timestamptz')
  createdAt!: Date;
}
