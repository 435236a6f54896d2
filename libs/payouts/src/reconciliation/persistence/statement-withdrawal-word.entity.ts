import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { StatementEntity } from './statement.entity';

/** That a statement is wrong and to be withdrawn, or what another person says to that. */
export type WithdrawalWord = 'propose' | 'approve' | 'return';

/** What one person says of withdrawing a statement. Only ever inserted. */
@Entity('statement_withdrawal_words')
@Index('statement_withdrawal_words_verdict_key', ['statementId', 'number'], {
  unique: true,
  where: `word <> 'propose'`,
})
@ForeignKey(() => StatementEntity, ['statementId'], ['id'], {
  name: 'statement_withdrawal_words_statement_fk',
})
@Check('statement_withdrawal_words_word_check', `word IN ('propose', 'approve', 'return')`)
@Check('statement_withdrawal_words_note_check', 'length(note) > 0')
export class StatementWithdrawalWordEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'statement_withdrawal_words_pk' })
  statementId!: string;

  /** Of the proposal: 1 for the first one. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'statement_withdrawal_words_pk' })
  number!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'statement_withdrawal_words_pk' })
  word!: WithdrawalWord;

  @Column('text')
  personId!: string;

  @Column('text')
  userId!: string;

  @Column('text')
  note!: string;

  @Column('timestamptz')
  givenAt!: Date;
}
