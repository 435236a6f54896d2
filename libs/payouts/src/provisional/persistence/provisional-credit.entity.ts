import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { ClaimEntity } from '@app/claims';
import { asBigint } from '@app/platform';

import type { CreditStatus } from '../domain/credit-action';

/** Money that was credited on a claim before its decision. One per claim. */
@Entity('provisional_credits')
@Index('provisional_credits_short_idx', ['updatedAt'], {
  where: 'shortfall_minor > 0 AND handed_on_at IS NULL',
})
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'provisional_credits_claim_fk',
})
@ForeignKey('assessments', ['lane', 'assessmentId'], ['lane', 'id'], {
  name: 'provisional_credits_assessment_fk',
})
@ForeignKey('decisions', ['lane', 'decisionId'], ['lane', 'id'], {
  name: 'provisional_credits_decision_fk',
})
@Check('provisional_credits_amount_check', 'amount_minor > 0')
@Check(
  'provisional_credits_status_check',
  `status IN ('granted', 'ending', 'final', 'reversed', 'failed')`,
)
@Check(
  'provisional_credits_parts_check',
  'final_minor >= 0 AND taken_back_minor >= 0 AND shortfall_minor >= 0',
)
@Check(
  'provisional_credits_notice_check',
  `(announced_at IS NULL) = (ends_at IS NULL) AND ends_at > announced_at
    AND (ends_at IS NOT NULL OR status <> 'ending' AND taken_back_minor + shortfall_minor = 0)`,
)
export class ProvisionalCreditEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'provisional_credits_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'provisional_credits_pk' })
  claimId!: string;

  /** The assessment that promises it. */
  @Column('text')
  assessmentId!: string;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  /** By when the pack promised it. */
  @Column('timestamptz')
  dueAt!: Date;

  @Column('timestamptz')
  grantedAt!: Date;

  @Column('text')
  status!: CreditStatus;

  /** When the claimant was told that it is taken back. */
  @Column('timestamptz', { nullable: true })
  announcedAt!: Date | null;

  /** Until when it stays after that. */
  @Column('timestamptz', { nullable: true })
  endsAt!: Date | null;

  @Column('bigint', { transformer: asBigint, default: 0 })
  finalMinor!: bigint;

  @Column('bigint', { transformer: asBigint, default: 0 })
  takenBackMinor!: bigint;

  /** What the claimant did not have any more, and owes. */
  @Column('bigint', { transformer: asBigint, default: 0 })
  shortfallMinor!: bigint;

  /** The decision that made it final last. */
  @Column('text', { nullable: true })
  decisionId!: string | null;

  /** When whoever recovers took the shortfall over. */
  @Column('timestamptz', { nullable: true })
  handedOnAt!: Date | null;

  @Column('integer')
  steps!: number;

  @Column('timestamptz')
  updatedAt!: Date;
}
