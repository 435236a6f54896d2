import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { ClaimEntity, ClaimLineEntity } from '@app/claims';
import { asBigint } from '@app/platform';

import type { PayoutStatus } from '../domain/payout-lifecycle';
import type { PayoutPayee } from '../domain/payout-payee';

/**
 * An order to pay the award of one claim line, as far as earlier orders do not carry it. What it
 * orders never changes; its status does.
 */
@Entity('payouts')
@Unique('payouts_key_key', ['lane', 'key'])
@Index('payouts_one_live_idx', ['lane', 'claimLineId'], {
  unique: true,
  where: `status NOT IN ('failed', 'cancelled', 'returned', 'settled')`,
})
@Index('payouts_one_per_decision_idx', ['lane', 'claimLineId', 'decisionId'], {
  unique: true,
  where: `status NOT IN ('failed', 'cancelled', 'returned')`,
})
@Index('payouts_claim_idx', ['lane', 'claimId'])
@Index('payouts_due_idx', ['nextActionAt'], { where: 'next_action_at IS NOT NULL' })
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], { name: 'payouts_claim_fk' })
@ForeignKey(() => ClaimLineEntity, ['lane', 'claimLineId'], ['lane', 'id'], {
  name: 'payouts_line_fk',
})
@ForeignKey('decisions', ['lane', 'decisionId'], ['lane', 'id'], { name: 'payouts_decision_fk' })
@Check('payouts_amount_check', 'amount_minor > 0')
@Check(
  'payouts_status_check',
  `status IN ('created', 'submitted', 'pending', 'action_required', 'unknown', 'settled', 'failed',
    'cancelled', 'returned')`,
)
export class PayoutEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'payouts_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'payouts_pk' })
  id!: string;

  @Column('text')
  claimId!: string;

  @Column('text')
  decisionId!: string;

  @Column('text')
  claimLineId!: string;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  @Column('text')
  rail!: string;

  @Column('jsonb')
  payee!: PayoutPayee;

  @Column('text')
  key!: string;

  @Column('text')
  requestDigest!: string;

  @Column('text')
  status!: PayoutStatus;

  @Column('text', { nullable: true })
  statusReason!: string | null;

  /** Grows with every attempt; an answer that comes back under an older fence changes nothing. */
  @Column('integer', { default: 0 })
  fence!: number;

  @Column('timestamptz', { nullable: true })
  leaseUntil!: Date | null;

  @Column('timestamptz', { nullable: true })
  firstSentAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  keyExpiresAt!: Date | null;

  /** When a job has to look at it again; null when nothing happens by itself. */
  @Column('timestamptz', { nullable: true })
  nextActionAt!: Date | null;

  @Column('text', { nullable: true })
  railTransferId!: string | null;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
