import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

import { LedgerJournalEntity } from './ledger-journal.entity';

/** A line of a journal: one amount from one account to another, balanced by construction. */
@Entity('ledger_transfers')
@ForeignKey(() => LedgerJournalEntity, ['lane', 'journalId'], ['lane', 'id'], {
  name: 'ledger_transfers_journal_fk',
})
@Check('ledger_transfers_line_check', 'line >= 0')
@Check('ledger_transfers_amount_check', 'amount_minor > 0')
@Check('ledger_transfers_within_check', 'line < lines')
@Check('ledger_transfers_sides_check', 'debit_account <> credit_account')
export class LedgerTransferEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'ledger_transfers_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'ledger_transfers_pk' })
  journalId!: string;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'ledger_transfers_pk' })
  line!: number;

  /** How many lines the journal has, on each of them: this makes a journal complete and closed. */
  @Column('smallint')
  lines!: number;

  @Column('text')
  debitAccount!: string;

  @Column('text')
  creditAccount!: string;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  @Column('jsonb')
  dimensions!: Record<string, string>;
}
