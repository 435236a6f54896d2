import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

/**
 * What a lane may still take out of the accounts under a guard in one currency. A currency is
 * guarded once the house lane has its row; the rows of all lanes add up to the accounts' balance.
 */
@Entity('ledger_guards')
@Check('ledger_guards_floor', 'available_minor >= 0')
export class LedgerGuardEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'ledger_guards_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'ledger_guards_pk' })
  guard!: string;

  @PrimaryColumn('char', { length: 3, primaryKeyConstraintName: 'ledger_guards_pk' })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  availableMinor!: bigint;
}
