import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { ClaimEntity } from '@app/claims';
import type { PayoutMethod } from '@app/claims';
import type { Bilingual } from '@app/kernel';
import { asBigint } from '@app/platform';

import type { DecidedLine, EvidenceWaiver, Outcome } from '../domain/decision';
import { AssessmentEntity } from './assessment.entity';

/** A reasoned decision. Only ever inserted: another view of the claim is another decision. */
@Entity('decisions')
@Unique('decisions_number_key', ['lane', 'claimId', 'number'])
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], { name: 'decisions_claim_fk' })
@ForeignKey(() => AssessmentEntity, ['lane', 'assessmentId'], ['lane', 'id'], {
  name: 'decisions_assessment_fk',
})
@Check('decisions_outcome_check', `outcome IN ('approve', 'partial', 'deny')`)
@Check('decisions_award_check', 'award_minor >= 0')
@Check('decisions_reason_check', 'length(reason) > 0')
@Check('decisions_approvals_check', 'approvals_required >= 0')
@Check('decisions_added_check', 'added_minor BETWEEN 0 AND award_minor AND own_share_minor >= 0')
@Check('decisions_outcome_award_check', `(outcome = 'deny') = (award_minor = 0)`)
export class DecisionEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'decisions_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'decisions_pk' })
  id!: string;

  @Column('text')
  claimId!: string;

  @Column('smallint')
  number!: number;

  /** Of the claim, when it was decided: with another one its approvals are void. */
  @Column('integer')
  contentVersion!: number;

  @Column('text')
  outcome!: Outcome;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  awardMinor!: bigint;

  /** What of it comes on top of earlier decisions. */
  @Column('bigint', { transformer: asBigint })
  addedMinor!: bigint;

  /** The excess or own share of the claimant that is taken off with it. */
  @Column('bigint', { transformer: asBigint })
  ownShareMinor!: bigint;

  @Column('text')
  reason!: string;

  @Column('jsonb')
  lines!: DecidedLine[];

  /** Where the award was to go then. */
  @Column('jsonb')
  payee!: PayoutMethod;

  @Column('jsonb')
  evidenceWaivers!: EvidenceWaiver[];

  /** People besides the one who decided. */
  @Column('smallint')
  approvalsRequired!: number;

  /** Why so many: the sum that decides it, and the tier of that. */
  @Column('jsonb')
  approvalsWhy!: Bilingual;

  /** SHA-256 over what an approver puts their name to. */
  @Column('text')
  digest!: string;

  @Column('text')
  assessmentId!: string;

  @Column('text')
  decidedBy!: string;

  @Column('text')
  decidedByRole!: string;

  @Column('timestamptz')
  decidedAt!: Date;
}
