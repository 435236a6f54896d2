import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { CreditResolutionEntity } from './credit-resolution.entity';

/** Another person's verdict on what a wallet gave back. Only ever inserted. */
@Entity('credit_resolution_approvals')
@ForeignKey(
  () => CreditResolutionEntity,
  ['lane', 'payoutId', 'number'],
  ['lane', 'payoutId', 'number'],
  { name: 'credit_resolution_approvals_resolution_fk' },
)
@Check('credit_resolution_approvals_verdict_check', `verdict IN ('approve', 'return')`)
export class CreditResolutionApprovalEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'credit_resolution_approvals_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'credit_resolution_approvals_pk' })
  payoutId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'credit_resolution_approvals_pk' })
  number!: number;

  @Column('text')
  verdict!: 'approve' | 'return';

  @Column('text')
  note!: string;

  @Column('text')
  approverId!: string;

  @Column('timestamptz')
  approvedAt!: Date;
}
