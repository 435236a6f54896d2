import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { StatementLineEntity } from '@app/payouts';
import { asBigint } from '@app/platform';

/** That a number of the bank was used, and what says that its money came. Only inserted. */
@Entity('bank_references')
@Index('bank_references_by_hand_key', ['rail', 'reference'], {
  unique: true,
  where: 'line_id IS NULL',
})
@Index('bank_references_reference_idx', ['rail', 'reference'])
@Index('bank_references_number_idx', { synchronize: false })
@Index('bank_references_line_idx', ['lineId'], { where: 'line_id IS NOT NULL' })
@Index('bank_references_recovery_idx', ['recoveryId'], { where: 'recovery_id IS NOT NULL' })
@ForeignKey(() => StatementLineEntity, ['lineId'], ['id'], { name: 'bank_references_line_fk' })
@Check('bank_references_amount_check', 'amount_minor > 0')
export class BankReferenceEntity {
  /** The receipt, or the recovery and the number of its step: `rcv_…/4`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'bank_references_pk' })
  usedBy!: string;

  /** Where it came: a rail, or `cash`, our own bank account. */
  @Column('text')
  rail!: string;

  /** The bank's number of the line. */
  @Column('text')
  reference!: string;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  /** Null for money in suspense. */
  @Column('text', { nullable: true })
  recoveryId!: string | null;

  /** What two persons said. */
  @Column('text', { nullable: true })
  proposalId!: string | null;

  /** The line of a statement; several may be paid by one transfer. */
  @Column('text', { nullable: true })
  lineId!: string | null;

  /** The break of a rail's account, which is its reference. */
  @Column('text', { nullable: true })
  breakId!: string | null;

  @Column('timestamptz')
  takenAt!: Date;
}
