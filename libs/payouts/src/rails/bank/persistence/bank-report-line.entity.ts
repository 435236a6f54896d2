import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

import type { BankWord } from '../bank-report';
import { BankReportEntity } from './bank-report.entity';

/** One thing that a report says, in the lane of the payout that it is about. Only ever inserted. */
@Entity('bank_report_lines')
@ForeignKey(() => BankReportEntity, ['reportId'], ['id'], { name: 'bank_report_lines_report_fk' })
@Index('bank_report_lines_key_idx', ['lane', 'key'], { where: 'is_matched' })
@Index('bank_report_lines_report_idx', ['reportId', 'position'])
@Check(
  'bank_report_lines_word_check',
  `word IN ('accepted', 'completed', 'rejected', 'booked', 'returned', 'other')`,
)
export class BankReportLineEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'bank_report_lines_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'bank_report_lines_pk' })
  reportId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'bank_report_lines_pk' })
  position!: number;

  /** The same line of another report has the same. */
  @Column('text')
  lineId!: string;

  @Column('text')
  word!: BankWord;

  @Column('text', { nullable: true })
  key!: string | null;

  @Column('char', { length: 3, nullable: true })
  currency!: string | null;

  @Column('bigint', { transformer: asBigint, nullable: true })
  amountMinor!: bigint | null;

  @Column('text', { nullable: true })
  code!: string | null;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  text!: string;

  /** Whether it is about an instruction of ours. */
  @Column('boolean')
  isMatched!: boolean;
}
