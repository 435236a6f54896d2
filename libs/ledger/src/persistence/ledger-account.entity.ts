import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

import type { AccountType, Side } from '../domain/account';

/** An account of the chart. */
@Entity('ledger_accounts')
@Check(
  'ledger_accounts_type_check',
  `type IN ('asset', 'liability', 'equity', 'income', 'expense', 'memo')`,
)
@Check('ledger_accounts_side_check', `normal_side IN ('debit', 'credit')`)
export class LedgerAccountEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'ledger_accounts_pk' })
  code!: string;

  @Column('text')
  nameEn!: string;

  @Column('text')
  nameZh!: string;

  @Column('text')
  type!: AccountType;

  @Column('text')
  normalSide!: Side;

  /** The one currency that the account is kept in; null for any. */
  @Column('char', { length: 3, nullable: true })
  currency!: string | null;

  /** What every line on it says besides its claim. */
  @Column('text', { array: true, default: () => "'{}'" })
  dimensions!: string[];

  /** The guard whose accounts may not fall below zero together; see `LedgerGuardEntity`. */
  @Column('text', { nullable: true })
  guard!: string | null;
}
