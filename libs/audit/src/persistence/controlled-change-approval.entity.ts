import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { ControlledChangeEntity } from './controlled-change.entity';

/**
 * The verdict of a person on exactly one change: one approval at most, and one return, which counts
 * more. Only ever inserted.
 */
@Entity('controlled_change_approvals')
@ForeignKey(
  () => ControlledChangeEntity,
  ['changeId', 'digest', 'proposedByPerson'],
  ['id', 'digest', 'proposedByPerson'],
  { name: 'controlled_change_approvals_content_fk' },
)
@Check('controlled_change_approvals_verdict_check', `verdict IN ('approve', 'return')`)
@Check(
  'controlled_change_approvals_effective_check',
  `(verdict = 'approve') = (effective_at IS NOT NULL)`,
)
@Check(
  'controlled_change_approvals_other_eyes',
  `verdict = 'return' OR approver_person <> proposed_by_person`,
)
export class ControlledChangeApprovalEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'controlled_change_approvals_pk' })
  changeId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'controlled_change_approvals_pk' })
  verdict!: 'approve' | 'return';

  @Column('text')
  digest!: string;

  @Column('text')
  proposedByPerson!: string;

  @Column('text')
  note!: string;

  @Column('text')
  approverId!: string;

  @Column('text')
  approverPerson!: string;

  @Column('timestamptz')
  approvedAt!: Date;

  /** From when an approved change is to hold: a day later where it watches less closely. */
  @Column('timestamptz', { nullable: true })
  effectiveAt!: Date | null;
}
