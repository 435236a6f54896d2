import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { PaymentEntity } from '@app/payments';
import { asBigint } from '@app/platform';

import { ClaimEntity } from './claim.entity';

/** `claimed`: open, and holding its amount of the payment. `merged`: lives on in another claim. */
export type ClaimLineStatus = 'claimed' | 'awarded' | 'denied' | 'withdrawn' | 'merged';

/** One disputed payment of a claim: what is asked for, and what was awarded. */
@Entity('claim_lines')
@Unique('claim_lines_payment_key', ['lane', 'claimId', 'paymentId'])
@Index('claim_lines_by_payment_idx', ['lane', 'paymentId'])
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'claim_lines_claim_fk',
})
@ForeignKey(() => PaymentEntity, ['lane', 'paymentId'], ['lane', 'id'], {
  name: 'claim_lines_payment_fk',
})
@Check('claim_lines_amount_check', 'amount_minor > 0')
@Check('claim_lines_award_check', 'award_minor >= 0')
@Check(
  'claim_lines_status_check',
  `status IN ('claimed', 'awarded', 'denied', 'withdrawn', 'merged')`,
)
export class ClaimLineEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_lines_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_lines_pk' })
  id!: string;

  @Column('text')
  claimId!: string;

  @Column('smallint')
  position!: number;

  @Column('text')
  paymentId!: string;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  @Column('bigint', { transformer: asBigint, nullable: true })
  awardMinor!: bigint | null;

  @Column('text')
  status!: ClaimLineStatus;
}
