import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { EvidenceCaution } from '../domain/evidence-caution';
import type { Scan } from '../domain/evidence-state';
import { ClaimEvidenceEntity } from './claim-evidence.entity';

/**
 * What became of a file after it was handed in: its copy, its scan, what to know of it. The
 * database makes the row with that of the file, so that no file is forgotten.
 */
@Entity('claim_evidence_preparations')
@Index('claim_evidence_preparations_copy_idx', ['copySha256'], { where: 'copy_sha256 IS NOT NULL' })
@Index('claim_evidence_preparations_due_idx', ['dueAt'], { where: 'due_at IS NOT NULL' })
@ForeignKey(() => ClaimEvidenceEntity, ['lane', 'evidenceId'], ['lane', 'id'], {
  name: 'claim_evidence_preparations_evidence_fk',
})
@Check(
  'claim_evidence_preparations_scan_check',
  `scan IN ('unscanned', 'off', 'clean', 'infected')`,
)
@Check('claim_evidence_preparations_threat_check', `(scan = 'infected') = (threat IS NOT NULL)`)
export class ClaimEvidencePreparationEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_evidence_preparations_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_evidence_preparations_pk' })
  evidenceId!: string;

  /** A picture made anew, without place and time: for those who look at it. */
  @Column('text', { nullable: true })
  copySha256!: string | null;

  @Column('integer', { nullable: true })
  copySizeBytes!: number | null;

  @Column('text', { array: true, default: () => "'{}'" })
  cautions!: EvidenceCaution[];

  @Column('text')
  scan!: Scan;

  /** What the scanner took it for. */
  @Column('text', { nullable: true })
  threat!: string | null;

  @Column('timestamptz', { nullable: true })
  preparedAt!: Date | null;

  /** When somebody should look at it next; null when nothing is left to do. */
  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;
}
