import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

import { asBigint } from '@app/platform';

import type { ClaimStatus } from '../domain/claim-lifecycle';
import type { NextBy, NextStepCode } from '../domain/next-step';
import type { PayoutMethod } from '../domain/payout-method';

/** One claim of one person about one or several payments. Contact data stands elsewhere. */
@Entity('claims')
@Unique('claims_reference_key', ['lane', 'reference'])
@Index('claims_claimant_idx', ['lane', 'claimantPartyId', 'id'])
@Index('claims_queue_idx', ['status', 'nextDueAt'])
@Index('claims_id_idx', ['id'])
@Index('claims_status_id_idx', ['status', 'id'])
@Index('claims_moved_idx', ['movedAt'], { where: 'next_step IS NOT NULL' })
@Index('claims_open_owner_idx', ['ownerId'], {
  where: `owner_id IS NOT NULL AND status NOT IN ('paid', 'denied', 'withdrawn', 'closed')`,
})
// The order of the queues is by expressions, which TypeORM cannot say: their migration does.
@Index('claims_queue_all_idx', { synchronize: false })
@Index('claims_queue_owner_idx', { synchronize: false })
@Index('claims_queue_waiting_idx', { synchronize: false })
@Index('claims_queue_approval_idx', { synchronize: false })
@Index('claims_queue_appeals_idx', { synchronize: false })
@Index('claims_queue_unanswered_idx', { synchronize: false })
@Index('claims_incident_idx', ['incidentId', 'id'], { where: 'incident_id IS NOT NULL' })
@Index('claims_merged_idx', ['lane', 'mergedIntoId'], { where: 'merged_into_id IS NOT NULL' })
@Index('claims_draft_key', ['lane', 'draftId'], {
  unique: true,
  where: 'draft_id IS NOT NULL',
})
@Index('claims_clock_due_idx', ['clockDueAt'], { where: 'clock_due_at IS NOT NULL' })
@Index('claims_remind_idx', ['remindAt'], { where: 'remind_at IS NOT NULL' })
@Index('claims_answer_owed_idx', ['answerOwedAt'], { where: 'answer_owed_at IS NOT NULL' })
@Index('claims_credit_idx', ['creditAt'], { where: 'credit_at IS NOT NULL' })
@Index('claims_unowned_idx', ['unownedSince'], { where: 'unowned_since IS NOT NULL' })
@Check('claims_claimed_check', 'claimed_minor > 0')
@Check('claims_priority_check', 'priority IN (0, 1)')
@Check('claims_reserve_check', 'reserve_minor >= 0')
@Check(
  'claims_status_check',
  `status IN ('received', 'assessing', 'awaiting_claimant', 'in_review', 'awaiting_approval', 'approved',
    'paying', 'paid', 'denied', 'withdrawn', 'closed')`,
)
@Check('claims_paid_check', 'paid_minor >= 0 AND paid_minor <= coalesce(awarded_minor, 0)')
@Check(
  'claims_merged_check',
  `merged_into_id IS NULL OR (status = 'closed' AND merged_into_id <> id)`,
)
@Check(
  'claims_next_step_check',
  `status IN ('paid', 'denied', 'withdrawn', 'closed')
    OR (next_step IS NOT NULL AND next_by IS NOT NULL AND next_due_at IS NOT NULL)`,
)
@Check(
  'claims_owner_check',
  `status IN ('paid', 'denied', 'withdrawn', 'closed') OR next_by = 'system'
    OR owner_id IS NOT NULL OR unowned_since IS NOT NULL`,
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

  /** What the claimant said to be: `individual`, `micro_enterprise`, as packs have it. */
  @Column('text', { default: 'individual' })
  claimantKind!: string;

  /** The user who filed it: the claimant, or an agent on their behalf. */
  @Column('text')
  filedBy!: string;

  /** The draft that it was filed from: a draft is filed once. */
  @Column('text', { nullable: true })
  draftId!: string | null;

  /** The incident that it belongs to, in whatever lane that stands. */
  @Column('text', { nullable: true })
  incidentId!: string | null;

  /** 1 comes before 0 in the queue: somebody who is vulnerable waits. Need-to-know. */
  @Column('smallint', { default: 0 })
  priority!: 0 | 1;

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
  payoutMethod!: PayoutMethod;

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

  /** When the claimant is reminded of what we wait for, or it is looked at again whether to. */
  @Column('timestamptz', { nullable: true })
  remindAt!: Date | null;

  /** Since when they wait for an answer to what they wrote; null while nobody owes them one. */
  @Column('timestamptz', { nullable: true })
  answerOwedAt!: Date | null;

  /**
   * When its provisional credit is looked at next: given, made final, taken back. The database says
   * "now" by a trigger when a claim with a credit comes to another status.
   */
  @Column('timestamptz', { nullable: true })
  creditAt!: Date | null;

  /** When money that was credited on it before a decision arrived; null while none has. */
  @Column('timestamptz', { nullable: true })
  creditedAt!: Date | null;

  /**
   * Since when a person has to act on it and nobody may own it. The database keeps it by a trigger,
   * and takes no open claim that has neither this nor an owner.
   */
  @Column({ type: 'timestamptz', nullable: true, insert: false, update: false })
  unownedSince!: Date | null;

  /** When the last decision became final. */
  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  /** The appeal or reopening that opened it last; null in its first life. */
  @Column('text', { nullable: true })
  reopeningId!: string | null;

  /** The claim that it was a duplicate of. */
  @Column('text', { nullable: true })
  mergedIntoId!: string | null;

  /** Since when a promise on it is broken for the first time: such claims come first. */
  @Column('timestamptz', { nullable: true })
  escalatedAt!: Date | null;

  /** Grows with every change; the ETag. */
  @Column('integer')
  version!: number;

  /**
   * Grows while it is undecided whenever something changes that a decision stands on: lines,
   * evidence, payee, what was recorded about it. Approvals of an older content are void.
   */
  @Column('integer', { default: 1 })
  contentVersion!: number;

  /** Persons who have had a hand in it since it was filed, but for who filed it or claims by it. */
  @Column('text', { array: true, default: () => "'{}'" })
  hands!: string[];

  /** Those of them until it was opened again last: they do not decide or approve it any more. */
  @Column('text', { array: true, default: () => "'{}'" })
  earlierHands!: string[];

  /** When it last came to another place in the queues. */
  @Column('timestamptz', { default: () => 'now()' })
  movedAt!: Date;

  /** Until when its owner does not want to see it; any change ends that. */
  @Column('timestamptz', { nullable: true })
  snoozedUntil!: Date | null;

  @Column('timestamptz')
  filedAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
