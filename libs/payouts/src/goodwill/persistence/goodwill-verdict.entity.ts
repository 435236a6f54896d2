import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { GoodwillGrantEntity } from './goodwill-grant.entity';

/** The verdict of another person on exactly one grant. Only ever inserted. */
@Entity('goodwill_verdicts')
@ForeignKey(
  () => GoodwillGrantEntity,
  ['lane', 'grantId', 'digest', 'proposedByPerson'],
  ['lane', 'id', 'digest', 'proposedByPerson'],
  { name: 'goodwill_verdicts_content_fk' },
)
@Check('goodwill_verdicts_verdict_check', `verdict IN ('approve', 'return')`)
@Check(
  'goodwill_verdicts_other_eyes',
  `verdict = 'return' OR approver_person <> proposed_by_person`,
)
export class GoodwillVerdictEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'goodwill_verdicts_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'goodwill_verdicts_pk' })
  grantId!: string;

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
