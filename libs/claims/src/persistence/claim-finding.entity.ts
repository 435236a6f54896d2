import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { ClaimLineEntity } from './claim-line.entity';
import { ClaimEntity } from './claim.entity';

/**
 * What a reviewer found out about a claim or one of its payments, and its pack reckons with. Only
 * ever inserted; the newest about the same counts.
 */
@Entity('claim_findings')
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'claim_findings_claim_fk',
})
@ForeignKey(() => ClaimLineEntity, ['lane', 'lineId'], ['lane', 'id'], {
  name: 'claim_findings_line_fk',
})
@Check('claim_findings_reason_check', 'length(reason) > 0')
export class ClaimFindingEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_findings_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_findings_pk' })
  claimId!: string;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_findings_pk' })
  position!: number;

  /** As the pack's facts call it: `damageBp`, `exclusions.own_transfer`. */
  @Column('text')
  finding!: string;

  /** Null when it is about the claim as a whole. */
  @Column('text', { nullable: true })
  lineId!: string | null;

  /** As text: minor units, basis points, a kind of claimant, or `true` and `false`. */
  @Column('text')
  value!: string;

  @Column('text')
  reason!: string;

  @Column('text')
  actorId!: string;

  @Column('text')
  actorRole!: string;

  @Column('timestamptz')
  recordedAt!: Date;
}
