import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A report of the bank that was taken in, once by its content. Only ever inserted. */
@Entity('bank_reports')
@Unique('bank_reports_sha256_key', ['sha256'])
@Check('bank_reports_kind_check', `kind IN ('pain.002', 'camt.053')`)
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

  @Column('timestamptz')
  takenAt!: Date;
}
