import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { ClaimEntity, ClaimLineEntity } from '@app/claims';
import { asBigint } from '@app/platform';

import type { PayoutKind } from '../domain/payout-kind';
import type { PayoutStatus } from '../domain/payout-lifecycle';
import type { PayoutPayee } from '../domain/payout-payee';

/**
 * An order to pay the award of one claim line, as far as earlier orders do not carry it, or what
 * else the claimant is owed. What it orders never changes; its status does.
 */
@Entity('payouts')
@Unique('payouts_key_key', ['lane', 'key'])
@Unique('payouts_replaced_key', ['lane', 'replacesId'])
@Index('payouts_one_live_idx', ['lane', 'claimLineId'], {
  unique: true,
  where: `kind = 'award' AND status NOT IN ('failed', 'cancelled', 'returned', 'settled')`,
})
@Index('payouts_one_per_decision_idx', ['lane', 'claimLineId', 'decisionId'], {
  unique: true,
  where: `kind = 'award' AND status NOT IN ('failed', 'cancelled', 'returned') AND replaces_id IS NULL`,
})
@Index('payouts_one_per_source_idx', ['lane', 'sourceId', 'claimLineId'], {
  unique: true,
  where: `kind IN ('recovered', 'goodwill') AND replaces_id IS NULL`,
})
@Index('payouts_one_credit_idx', ['lane', 'claimLineId'], {
  unique: true,
  where: `kind = 'provisional' AND status NOT IN ('failed', 'cancelled', 'returned', 'settled')`,
})
@Index('payouts_claim_idx', ['lane', 'claimId'])
@Index('payouts_transfer_idx', ['rail', 'railTransferId'], {
  where: 'rail_transfer_id IS NOT NULL',
})
@Index('payouts_due_idx', ['nextActionAt'], { where: 'next_action_at IS NOT NULL' })
@Index('payouts_held_idx', ['returnedAt'], { where: 'held_minor > 0' })
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], { name: 'payouts_claim_fk' })
@ForeignKey(() => ClaimLineEntity, ['lane', 'claimLineId'], ['lane', 'id'], {
  name: 'payouts_line_fk',
})
@ForeignKey('decisions', ['lane', 'decisionId'], ['lane', 'id'], { name: 'payouts_decision_fk' })
@ForeignKey('payouts', ['lane', 'replacesId'], ['lane', 'id'], { name: 'payouts_replaces_fk' })
@Check('payouts_kind_check', `kind IN ('award', 'recovered', 'goodwill', 'provisional')`)
@Check('payouts_decided_check', `(kind = 'provisional') = (decision_id IS NULL)`)
@Check('payouts_source_check', `(kind = 'award') = (source_id IS NULL)`)
@Check('payouts_amount_check', 'amount_minor > 0')
@Check('payouts_reissued_check', 'reissued_minor >= 0 AND reissued_minor <= amount_minor')
@Check(
  'payouts_held_check',
  `held_minor BETWEEN 0 AND amount_minor AND (held_minor = 0 OR status = 'returned')`,
)
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

  @Column('text', { default: 'award' })
  kind!: PayoutKind;

  /** What it is paid out of; null for an award, which its decision names. */
  @Column('text', { nullable: true })
  sourceId!: string | null;

  @Column('text')
  claimId!: string;

  /** Null for what is credited before any decision. */
  @Column('text', { nullable: true })
  decisionId!: string | null;

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

  /** Until then what was sent of it may still appear at its rail; never lowered. */
  @Column('timestamptz', { nullable: true })
  appearsUntil!: Date | null;

  /** When a job has to look at it again; null when nothing happens by itself. */
  @Column('timestamptz', { nullable: true })
  nextActionAt!: Date | null;

  @Column('text', { nullable: true })
  railTransferId!: string | null;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;

  /** The payout that failed or came back, and in whose place this one was ordered. */
  @Column('text', { nullable: true })
  replacesId!: string | null;

  /** What of it came back before and was held: it goes out of that, and not of what is payable. */
  @Column('bigint', { transformer: asBigint, default: 0 })
  reissuedMinor!: bigint;

  @Column('timestamptz', { nullable: true })
  returnedAt!: Date | null;

  /** What of it came back and is held for the claimant still: all or nothing. */
  @Column('bigint', { transformer: asBigint, default: 0 })
  heldMinor!: bigint;

  /** Until when the rail waits for the payee to take the money. */
  @Column('timestamptz', { nullable: true })
  awaitsPayeeUntil!: Date | null;

  /** With what the payee's app opens the rail's page to do so. */
  @Column('text', { nullable: true })
  payeeConfirmation!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
