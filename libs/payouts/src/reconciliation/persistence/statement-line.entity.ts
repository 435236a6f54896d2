import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { asBigint } from '@app/platform';

import type { StatementLineKind } from '../../domain/statement-line';
import { StatementEntity } from './statement.entity';

/**
 * A line of a statement, in the first statement that had it, or that has it after an earlier one
 * was withdrawn. Only ever inserted.
 */
@Entity('statement_lines')
@Unique('statement_lines_line_key', ['source', 'lineId', 'edition'])
@Index('statement_lines_book_idx', ['rail', 'currency', 'bookedAt'])
@Index('statement_lines_statement_idx', ['statementId', 'id'])
@Index('statement_lines_transfer_idx', ['rail', 'transferId'], {
  where: 'transfer_id IS NOT NULL',
})
@ForeignKey(() => StatementEntity, ['statementId'], ['id'], {
  name: 'statement_lines_statement_fk',
})
@Check('statement_lines_kind_check', `kind IN ('payout', 'return', 'fee', 'top_up', 'other')`)
@Check('statement_lines_direction_check', `direction IN ('out', 'in')`)
@Check('statement_lines_amount_check', 'amount_minor >= 0')
export class StatementLineEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'statement_lines_pk' })
  id!: string;

  @Column('text')
  statementId!: string;

  @Column('text')
  rail!: string;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('text')
  source!: string;

  /** What tells it from all others of its source. */
  @Column('text')
  lineId!: string;

  /** 1 unless the same line was withdrawn before. */
  @Column('integer', { default: 1 })
  edition!: number;

  @Column('text')
  kind!: StatementLineKind;

  @Column('text')
  direction!: 'out' | 'in';

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  @Column('timestamptz')
  bookedAt!: Date;

  @Column('text', { nullable: true })
  key!: string | null;

  @Column('text', { nullable: true })
  transferId!: string | null;

  @Column('text')
  text!: string;
}
