import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { DecisionEntity } from './decision.entity';

/** The verdict of another person on exactly one decision. Only ever inserted. */
@Entity('decision_approvals')
@ForeignKey(() => DecisionEntity, ['lane', 'decisionId'], ['lane', 'id'], {
  name: 'decision_approvals_decision_fk',
})
@Check('decision_approvals_verdict_check', `verdict IN ('approve', 'return')`)
export class DecisionApprovalEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'decision_approvals_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'decision_approvals_pk' })
  decisionId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'decision_approvals_pk' })
  approverId!: string;

  @Column('text')
  verdict!: 'approve' | 'return';

  @Column('text')
  note!: string;

  @Column('text')
  digest!: string;

  @Column('timestamptz')
  approvedAt!: Date;
}
