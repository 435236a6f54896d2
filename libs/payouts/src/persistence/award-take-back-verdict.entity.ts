import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { AwardTakeBackEntity } from './award-take-back.entity';

/** The verdict of another person on exactly that. Only ever inserted. */
@Entity('award_take_back_verdicts')
@ForeignKey(
  () => AwardTakeBackEntity,
  ['lane', 'claimId', 'number', 'digest', 'proposedByPerson'],
  ['lane', 'claimId', 'number', 'digest', 'proposedByPerson'],
  { name: 'award_take_back_verdicts_content_fk' },
)
@Check('award_take_back_verdicts_verdict_check', `verdict IN ('approve', 'return')`)
@Check(
  'award_take_back_verdicts_other_eyes',
  `verdict = 'return' OR approver_person <> proposed_by_person`,
)
export class AwardTakeBackVerdictEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'award_take_back_verdicts_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'award_take_back_verdicts_pk' })
  claimId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'award_take_back_verdicts_pk' })
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
