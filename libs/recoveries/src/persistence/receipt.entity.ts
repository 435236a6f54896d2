import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

import { asBigint } from '@app/platform';

/** Money that came without being asked for, until it is known whose it is. Of the house. */
@Entity('receipts')
@Unique('receipts_reference_key', ['reference'])
@Index('receipts_open_idx', ['receivedAt'], {
  where: 'matched_minor < amount_minor AND taken_back_at IS NULL',
})
@Check('receipts_amount_check', 'amount_minor > 0')
@Check('receipts_matched_check', 'matched_minor BETWEEN 0 AND amount_minor')
@Check('receipts_taken_back_check', 'taken_back_at IS NULL OR matched_minor = 0')
export class ReceiptEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'receipts_pk' })
  id!: string;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  @Column('bigint', { transformer: asBigint, default: 0 })
  matchedMinor!: bigint;

  /** When it came, by the bank. */
  @Column('timestamptz')
  receivedAt!: Date;

  /** The bank's number of the line: one line is one receipt. */
  @Column('text')
  reference!: string;

  /** Who sent it, as the bank has it. */
  @Column('text', { nullable: true })
  sender!: string | null;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text')
  recordedBy!: string;

  @Column('timestamptz')
  recordedAt!: Date;

  /** It was none after all: it is open no more. */
  @Column('timestamptz', { nullable: true })
  takenBackAt!: Date | null;
}
