import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { PayoutResolutionEntity } from './payout-resolution.entity';

/** Another person's verdict on what became of a payout. Only ever inserted. */
@Entity('payout_resolution_approvals')
@ForeignKey(
  () => PayoutResolutionEntity,
  ['lane', 'payoutId', 'number'],
  ['lane', 'payoutId', 'number'],
  { name: 'payout_resolution_approvals_resolution_fk' },
)
@Check('payout_resolution_approvals_verdict_check', `verdict IN ('approve', 'return')`)
export class PayoutResolutionApprovalEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'payout_resolution_approvals_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'payout_resolution_approvals_pk' })
  payoutId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'payout_resolution_approvals_pk' })
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
