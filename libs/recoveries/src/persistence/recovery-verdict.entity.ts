import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { RecoveryProposalEntity } from './recovery-proposal.entity';

/** The verdict of another person on exactly one proposal. Only ever inserted. */
@Entity('recovery_verdicts')
@ForeignKey(
  () => RecoveryProposalEntity,
  ['lane', 'recoveryId', 'number', 'digest', 'proposedByPerson'],
  ['lane', 'recoveryId', 'number', 'digest', 'proposedByPerson'],
  { name: 'recovery_verdicts_content_fk' },
)
@Check('recovery_verdicts_verdict_check', `verdict IN ('approve', 'return')`)
@Check(
  'recovery_verdicts_other_eyes',
  `verdict = 'return' OR approver_person <> proposed_by_person`,
)
export class RecoveryVerdictEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'recovery_verdicts_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'recovery_verdicts_pk' })
  recoveryId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'recovery_verdicts_pk' })
  number!: number;

  @Column('text')
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
  givenAt!: Date;
}
