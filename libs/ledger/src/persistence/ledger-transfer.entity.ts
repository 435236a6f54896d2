import { Column, Entity, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

/** A line of a journal: one amount from one account to another, balanced by construction. */
@Entity('ledger_transfers')
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
