import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { LedgerAccountEntity } from './ledger-account.entity';

/** An account that takes no more lines. Only ever inserted: what is closed stays closed. */
@Entity('ledger_account_closings')
@ForeignKey(() => LedgerAccountEntity, ['code'], ['code'], {
  name: 'ledger_account_closings_account_fk',
})
export class LedgerAccountClosingEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'ledger_account_closings_pk' })
  code!: string;

  /** Set by the database, never chosen. */
  @Column({ type: 'timestamptz', insert: false })
  closedAt!: Date;

  @Column('text')
  closedBy!: string;

  @Column('text')
  reason!: string;
}
