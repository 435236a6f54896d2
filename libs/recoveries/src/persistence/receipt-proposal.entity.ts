import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { asBigint } from '@app/platform';

import type { MoneyPurpose } from '../domain/receipt-proof';
import { RecoveryEntity } from './recovery.entity';

/**
 * That one person says that money came, or that it was passed on, where no line of a statement
 * does; another one approves it.
 * In the lane of its recovery, or the house's. Only ever inserted.
 */
@Entity('receipt_proposals')
@Index('receipt_proposals_number_idx', { synchronize: false })
@Unique('receipt_proposals_content_key', ['lane', 'id', 'digest', 'proposedByPerson'])
@Index('receipt_proposals_reference_idx', ['reference'])
@ForeignKey(() => RecoveryEntity, ['lane', 'recoveryId'], ['lane', 'id'], {
  name: 'receipt_proposals_recovery_fk',
})
@Check('receipt_proposals_amount_check', 'amount_minor > 0')
@Check(
  'receipt_proposals_purpose_check',
  `purpose IS NULL OR purpose ->> 'kind' IN ('contribution', 'passed_on') AND recovery_id IS NULL`,
)
export class ReceiptProposalEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'receipt_proposals_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'receipt_proposals_pk' })
  id!: string;

  /** What was agreed and came; null for money that nobody was asked for. */
  @Column('text', { nullable: true })
  recoveryId!: string | null;

  /** For what it came or left; null where it came, in suspense or of a recovery. */
  @Column('jsonb', { nullable: true })
  purpose!: MoneyPurpose | null;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  /** When it came, by the bank. */
  @Column('timestamptz')
  receivedAt!: Date;

  /** The bank's number of the line. */
  @Column('text')
  reference!: string;

  /** Who sent it, as the bank has it. */
  @Column('text', { nullable: true })
  sender!: string | null;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text')
  digest!: string;

  @Column('text')
  proposedBy!: string;

  @Column('text')
  proposedByPerson!: string;

  @Column('timestamptz')
  proposedAt!: Date;
}
