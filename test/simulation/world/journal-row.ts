import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A journal as the simulated ledger keeps it: under its key, once. */
@Entity('simulated_journals')
export class JournalRow {
  @PrimaryColumn('smallint')
  lane!: number;

  @PrimaryColumn('text')
  idempotencyKey!: string;

  @Column('text')
  id!: string;

  @Column('text', { nullable: true })
  claimId!: string | null;

  @Column('text')
  kind!: string;

  @Column('jsonb')
  transfers!: readonly {
    readonly debit: string;
    readonly credit: string;
    readonly amountMinor: bigint;
  }[];
}
