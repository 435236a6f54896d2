import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { ReceiptProposalEntity } from './receipt-proposal.entity';

/** The verdict of another person on exactly one proposed receipt. Only ever inserted. */
@Entity('receipt_verdicts')
@ForeignKey(
  () => ReceiptProposalEntity,
  ['lane', 'proposalId', 'digest', 'proposedByPerson'],
  ['lane', 'id', 'digest', 'proposedByPerson'],
  { name: 'receipt_verdicts_content_fk' },
)
@Check('receipt_verdicts_verdict_check', `verdict IN ('approve', 'return')`)
@Check('receipt_verdicts_other_eyes', `verdict = 'return' OR approver_person <> proposed_by_person`)
export class ReceiptVerdictEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'receipt_verdicts_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'receipt_verdicts_pk' })
  proposalId!: string;

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
