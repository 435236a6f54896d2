import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { EvidenceKind, ResolutionOutcome } from '../domain/resolution';
import type { PayoutStatus } from '../domain/payout-lifecycle';
import { PayoutEntity } from './payout.entity';

/** What one person says became of a payout, with evidence. Only ever inserted. */
@Entity('payout_resolutions')
@Index('payout_resolutions_line_idx', { synchronize: false })
@ForeignKey(() => PayoutEntity, ['lane', 'payoutId'], ['lane', 'id'], {
  name: 'payout_resolutions_payout_fk',
})
@Check(
  'payout_resolutions_outcome_check',
  `outcome IN ('settled', 'failed', 'resend_same_key', 'paid_to_state', 'released')`,
)
@Check(
  'payout_resolutions_evidence_check',
  `evidence_kind IN ('statement_line', 'rail_portal', 'bank_letter')`,
)
@Check('payout_resolutions_settled_check', `(outcome = 'settled') = (settled_at IS NOT NULL)`)
export class PayoutResolutionEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'payout_resolutions_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'payout_resolutions_pk' })
  payoutId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'payout_resolutions_pk' })
  number!: number;

  @Column('text')
  outcome!: ResolutionOutcome;

  @Column('text', { nullable: true })
  transferId!: string | null;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;

  @Column('text')
  evidenceKind!: EvidenceKind;

  @Column('text')
  evidenceReference!: string;

  @Column('text')
  note!: string;

  /** How the payout stood then: once it stands otherwise the proposal is void. */
  @Column('text')
  payoutStatus!: PayoutStatus;

  @Column('text')
  proposedBy!: string;

  @Column('timestamptz')
  proposedAt!: Date;
}
