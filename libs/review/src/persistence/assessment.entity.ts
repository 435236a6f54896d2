import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { ClaimEntity } from '@app/claims';
import type { Assessment, AssessmentFacts } from '@app/programs';

/** What the policy pack said about a claim, with the facts it was told. Only ever inserted. */
@Entity('assessments')
@Unique('assessments_number_key', ['lane', 'claimId', 'number'])
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'assessments_claim_fk',
})
export class AssessmentEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'assessments_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'assessments_pk' })
  id!: string;

  @Column('text')
  claimId!: string;

  @Column('smallint')
  number!: number;

  @Column('text')
  packId!: string;

  @Column('text')
  packVersion!: string;

  @Column('jsonb')
  facts!: AssessmentFacts;

  @Column('jsonb')
  result!: Assessment;

  @Column('timestamptz')
  assessedAt!: Date;

  /** The machine would have approved by it, and the claim was drawn for people to look at. */
  @Column('boolean', { default: false })
  qaSample!: boolean;
}
