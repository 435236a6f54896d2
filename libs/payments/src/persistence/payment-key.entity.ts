import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The natural key of a payment, placed by its own hash: unique whatever the payer. */
@Entity('payment_keys')
export class PaymentKeyEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'payment_keys_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'payment_keys_pk' })
  source!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'payment_keys_pk' })
  sourceId!: string;

  @Column('text')
  paymentId!: string;
}
