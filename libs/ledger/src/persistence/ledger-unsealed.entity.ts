import { Entity, PrimaryColumn } from 'typeorm';

/** A journal that no checkpoint of the transparency log covers yet; written with the journal. */
@Entity('ledger_unsealed')
export class LedgerUnsealedEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'ledger_unsealed_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'ledger_unsealed_pk' })
  journalId!: string;
}
