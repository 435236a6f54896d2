import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import type { AppealEnding } from '../domain/appeal-steps';
import { ClaimEntity } from './claim.entity';

/**
 * An appeal against one decision: what was disputed never changes, its course does. Those that are
 * heard outside of the house are noted only, and have ended with that.
 */
@Entity('claim_appeals')
@Unique('claim_appeals_number_key', ['lane', 'claimId', 'number'])
@Index('claim_appeals_live_key', ['lane', 'claimId'], { unique: true, where: 'ended_at IS NULL' })
@Index('claim_appeals_lodged_idx', ['lodgedAt'], {
  where: 'opened_at IS NULL AND ended_at IS NULL',
})
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'claim_appeals_claim_fk',
})
@Check('claim_appeals_lines_check', 'cardinality(line_ids) > 0')
@Check('claim_appeals_grounds_check', 'length(grounds) > 0')
@Check('claim_appeals_ending_check', `ending IN ('answered', 'withdrawn', 'outside')`)
@Check(
  'claim_appeals_ended_check',
  `(ended_at IS NULL) = (ending IS NULL)
    AND (answer_id IS NOT NULL) = coalesce(ending = 'answered', false)`,
)
export class ClaimAppealEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_appeals_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_appeals_pk' })
  id!: string;

  @Column('text')
  claimId!: string;

  /** The first appeal of a claim is 1. */
  @Column('smallint')
  number!: number;

  /** The final decision that it disputes. */
  @Column('text')
  decisionId!: string;

  /** Which step of the pack's list. */
  @Column('text')
  step!: string;

  /** Who hears it, by the pack: `another_reviewer`, `ombudsman`, … */
  @Column('text')
  heardBy!: string;

  @Column('text', { array: true })
  lineIds!: string[];

  @Column('text')
  grounds!: string;

  @Column('text')
  lodgedBy!: string;

  @Column('text')
  lodgedByRole!: string;

  @Column('timestamptz')
  lodgedAt!: Date;

  /** Until when it could be lodged; null without a limit. */
  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;

  /** Null while it waits for a payout to come to rest. */
  @Column('timestamptz', { nullable: true })
  openedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('text', { nullable: true })
  ending!: AppealEnding | null;

  /** The decision that answers it. */
  @Column('text', { nullable: true })
  answerId!: string | null;
}
