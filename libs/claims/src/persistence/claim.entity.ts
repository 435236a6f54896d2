import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

import { asBigint } from '@app/platform';

import type { ClaimStatus } from '../domain/claim-lifecycle';
import type { NextBy, NextStepCode } from '../domain/next-step';

/** One claim of one person about one or several payments. Contact data stands elsewhere. */
@Entity('claims')
@Unique('claims_reference_key', ['lane', 'reference'])
@Index('claims_claimant_idx', ['lane', 'claimantPartyId', 'id'])
@Index('claims_queue_idx', ['status', 'nextDueAt'])
@Index('claims_clock_due_idx', ['clockDueAt'], { where: 'clock_due_at IS NOT NULL' })
@Check('claims_claimed_check', 'claimed_minor > 0')
@Check('claims_reserve_check', 'reserve_minor >= 0')
@Check(
  'claims_status_check',
  `status IN ('received', 'assessing', 'awaiting_claimant', 'in_review', 'awaiting_approval', 'approved',
    'paying', 'paid', 'denied', 'withdrawn', 'closed')`,
)
@Check('claims_paid_check', 'paid_minor >= 0 AND paid_minor <= coalesce(awarded_minor, 0)')
@Check(
  'claims_next_step_check',
  `status IN ('paid', 'denied', 'withdrawn', 'closed')
    OR (next_step IS NOT NULL AND next_by IS NOT NULL AND next_due_at IS NOT NULL)`,
)
export class ClaimEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claims_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claims_pk' })
  id!: string;

  @Column('text')
  reference!: string;

  @Column('text')
  claimantPartyId!: string;

  /** The user who filed it: the claimant, or an agent on their behalf. */
  @Column('text')
  filedBy!: string;

  @Column('text')
  lossType!: string;

  @Column('text')
  packId!: string;

  @Column('text')
  packVersion!: string;

  @Column('text')
  narrative!: string;

  @Column('timestamptz')
  discoveredAt!: Date;

  @Column('jsonb')
  payoutMethod!: { route: 'original' };

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  claimedMinor!: bigint;

  /** The case reserve on 2010, as far as it is not yet payable. */
  @Column('bigint', { transformer: asBigint })
  reserveMinor!: bigint;

  @Column('bigint', { transformer: asBigint, nullable: true })
  awardedMinor!: bigint | null;

  /** The decision that is final. */
  @Column('text', { nullable: true })
  decisionId!: string | null;

  @Column('bigint', { transformer: asBigint, default: 0 })
  paidMinor!: bigint;

  @Column('text')
  status!: ClaimStatus;

  @Column('text', { nullable: true })
  ownerId!: string | null;

  @Column('text', { nullable: true })
  nextStep!: NextStepCode | null;

  @Column('text', { nullable: true })
  nextBy!: NextBy | null;

  @Column('timestamptz', { nullable: true })
  nextDueAt!: Date | null;

  /** When the next of its clocks breaks if nothing happens, by its clock events. */
  @Column('timestamptz', { nullable: true })
  clockDueAt!: Date | null;

  /** Since when a promise on it is broken for the first time: such claims come first. */
  @Column('timestamptz', { nullable: true })
  escalatedAt!: Date | null;

  /** Grows with every change; the ETag. */
  @Column('integer')
  version!: number;

  @Column('timestamptz')
  filedAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
