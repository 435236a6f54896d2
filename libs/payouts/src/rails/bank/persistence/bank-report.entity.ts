import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * `waiting`: it would end payouts, and counts once another person has released it. What ends none
 * is released from the start.
 */
export type BankReportStatus = 'waiting' | 'released' | 'discarded';

/** A report of the bank that was taken in, once by its content unless it was discarded. */
@Entity('bank_reports')
@Index('bank_reports_sha256_key', ['sha256'], { unique: true, where: `status <> 'discarded'` })
@Check('bank_reports_kind_check', `kind IN ('pain.002', 'camt.053')`)
@Check('bank_reports_status_check', `status IN ('waiting', 'released', 'discarded')`)
export class BankReportEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'bank_reports_pk' })
  id!: string;

  /** The file is kept under it. */
  @Column('text')
  sha256!: string;

  @Column('text')
  kind!: 'pain.002' | 'camt.053';

  /** The bank's own id of the message. */
  @Column('text')
  messageId!: string;

  @Column('text')
  fileName!: string;

  @Column('integer')
  lineCount!: number;

  /** How many lines are about instructions of ours. */
  @Column('integer')
  matchedCount!: number;

  @Column('text')
  takenBy!: string;

  /** By person and not by account, so that nobody releases what they took in. */
  @Column('text')
  takenByPerson!: string;

  @Column('timestamptz')
  takenAt!: Date;

  @Column('text')
  status!: BankReportStatus;
}
