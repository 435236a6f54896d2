import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

/** A line of a journal: one amount from one account to another, balanced by construction. */
@Entity('ledger_transfers')
// By an expression, which TypeORM cannot say: the migration of recoveries does.
@Index('ledger_transfers_counterparty_idx', { synchronize: false })
// By an expression, which TypeORM cannot say: its migration does.
@Index('ledger_transfers_rail_idx', { synchronize: false })
@Index('ledger_transfers_backing_idx', ['currency'], {
  where: `debit_account = '1040' OR credit_account = '1040'`,
})
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
