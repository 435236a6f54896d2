import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { ProgramVersionEntity } from './program-version.entity';

/**
 * A verdict of another person on exactly one proposal: it is approved once and returned once, and
 * then the return counts. Only ever inserted. It repeats what it is about, so that the database's
 * keys hold it to that.
 */
@Entity('program_version_approvals')
@Index('program_version_approvals_published_idx', ['packId', 'version'], {
  unique: true,
  where: `verdict = 'approve'`,
})
@ForeignKey(
  () => ProgramVersionEntity,
  ['versionId', 'packId', 'version', 'digest', 'proposedBy'],
  ['id', 'packId', 'version', 'digest', 'proposedBy'],
  { name: 'program_version_approvals_content_fk' },
)
@Check('program_version_approvals_verdict_check', `verdict IN ('approve', 'return')`)
@Check('program_version_approvals_other_eyes', 'approver_id <> proposed_by')
export class ProgramVersionApprovalEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'program_version_approvals_pk' })
  versionId!: string;

  @Column('text')
  packId!: string;

  @Column('text')
  version!: string;

  @Column('text')
  digest!: string;

  @Column('text')
  proposedBy!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'program_version_approvals_pk' })
  verdict!: 'approve' | 'return';

  @Column('text')
  note!: string;

  @Column('text')
  approverId!: string;

  @Column('timestamptz')
  approvedAt!: Date;
}
