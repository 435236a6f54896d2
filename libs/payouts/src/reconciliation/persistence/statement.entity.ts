import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

import { asBigint } from '@app/platform';

export const STATEMENT_FORMATS = ['camt.053', 'wechat-fund-bill', 'alipay-bill', 'csv'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];

/**
 * A statement as it was taken in, once by its content and span; once more, as a further edition,
 * only after it was withdrawn. Only ever inserted.
 */
@Entity('statements')
@Unique('statements_once_key', ['sha256', 'rail', 'currency', 'account', 'fromAt', 'edition'])
@Index('statements_book_idx', ['rail', 'currency', 'fromAt'])
@Check(
  'statements_format_check',
  `format IN ('camt.053', 'wechat-fund-bill', 'alipay-bill', 'csv')`,
)
@Check('statements_span_check', 'from_at <= to_at')
export class StatementEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'statements_pk' })
  id!: string;

  /** Whose account it is of: a rail's, or `cash`, our own bank account. */
  @Column('text')
  rail!: string;

  @Column('char', { length: 3 })
  currency!: string;

  /** Who made it. A line's id is unique within. */
  @Column('text')
  source!: string;

  @Column('text')
  account!: string;

  @Column('text')
  format!: StatementFormat;

  @Column('timestamptz')
  fromAt!: Date;

  @Column('timestamptz')
  toAt!: Date;

  @Column('bigint', { nullable: true, transformer: asBigint })
  openingMinor!: bigint | null;

  @Column('bigint', { nullable: true, transformer: asBigint })
  closingMinor!: bigint | null;

  @Column('integer')
  lineCount!: number;

  /** Of these lines, how many no earlier statement had. */
  @Column('integer')
  newLineCount!: number;

  /** 1 unless the same was withdrawn before. */
  @Column('integer', { default: 1 })
  edition!: number;

  /** The file is kept under it. */
  @Column('text')
  sha256!: string;

  @Column('text')
  fileName!: string;

  @Column('text')
  takenBy!: string;

  @Column('timestamptz')
  takenAt!: Date;
}
