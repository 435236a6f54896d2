import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Journals of one statement that no checkpoint covers yet. The database writes it with them, so
 * that nothing is posted past the log; the sealer takes it away.
 */
@Entity('ledger_unsealed')
export class LedgerUnsealedEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'ledger_unsealed_pk' })
  lane!: number;

  /** The least id among them. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'ledger_unsealed_pk' })
  id!: string;

  @Column('text', { array: true })
  journalIds!: string[];
}
