import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { CashSource } from '@app/accounting';
import { ClaimLineEntity } from '@app/claims';
import { asBigint } from '@app/platform';

import { PayoutEntity } from '../../persistence/payout.entity';
import type { CreditDestination } from '../domain/credit-bookings';
import { ProvisionalCreditEntity } from './provisional-credit.entity';

/** What of a credit went the way of one line, by a payout of its own; and what became of it. */
@Entity('provisional_credit_parts')
@Index('provisional_credit_parts_claim_idx', ['lane', 'claimId'])
@Index('provisional_credit_parts_line_idx', ['lane', 'claimLineId'])
@Index('provisional_credit_parts_ask_idx', ['nextAskAt'], { where: 'next_ask_at IS NOT NULL' })
@ForeignKey(() => ProvisionalCreditEntity, ['lane', 'claimId'], ['lane', 'claimId'], {
  name: 'provisional_credit_parts_credit_fk',
})
@ForeignKey(() => PayoutEntity, ['lane', 'payoutId'], ['lane', 'id'], {
  name: 'provisional_credit_parts_payout_fk',
})
@ForeignKey(() => ClaimLineEntity, ['lane', 'claimLineId'], ['lane', 'id'], {
  name: 'provisional_credit_parts_line_fk',
})
@Check('provisional_credit_parts_destination_check', `destination IN ('wallet', 'bank')`)
@Check('provisional_credit_parts_backed_check', `backed_by IN ('fund', 'operating_cash')`)
@Check('provisional_credit_parts_amount_check', 'amount_minor > 0')
@Check(
  'provisional_credit_parts_sums_check',
  `final_minor >= 0 AND taken_back_minor >= 0 AND shortfall_minor >= 0
    AND final_minor + taken_back_minor + shortfall_minor <= amount_minor
    AND asked_minor BETWEEN 1 AND amount_minor AND taken_back_minor <= coalesce(asked_minor, 0)
    AND (asked_minor IS NULL) = (asked_at IS NULL) AND (asked_minor IS NULL OR destination = 'wallet')`,
)
export class ProvisionalCreditPartEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'provisional_credit_parts_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'provisional_credit_parts_pk' })
  payoutId!: string;

  @Column('text')
  claimId!: string;

  @Column('text')
  claimLineId!: string;

  @Column('text')
  destination!: CreditDestination;

  /** Whose cash backs it in a wallet; null before it is booked, and of what goes to a bank. */
  @Column('text', { nullable: true })
  backedBy!: CashSource | null;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  @Column('bigint', { transformer: asBigint, default: 0 })
  finalMinor!: bigint;

  /** What its wallet is asked to give back. */
  @Column('bigint', { transformer: asBigint, nullable: true })
  askedMinor!: bigint | null;

  @Column('timestamptz', { nullable: true })
  askedAt!: Date | null;

  /** How often it was asked. */
  @Column('integer', { default: 0 })
  asks!: number;

  /** When it is asked again, if it has not answered by then. */
  @Column('timestamptz', { nullable: true })
  nextAskAt!: Date | null;

  /** Until when an answer to the newest asking may be on its way; null when it is there. */
  @Column('timestamptz', { nullable: true })
  answersUntil!: Date | null;

  @Column('bigint', { transformer: asBigint, default: 0 })
  takenBackMinor!: bigint;

  @Column('bigint', { transformer: asBigint, default: 0 })
  shortfallMinor!: bigint;

  /** When nothing more becomes of it: it failed, or what was not final was taken back. */
  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;
}
