import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** One booking: who, when, why. Its lines are transfers. Only ever inserted, by `PostJournals`. */
@Entity('ledger_journals')
@Unique('ledger_journals_idempotency_key', ['lane', 'idempotencyKey'])
@Index('ledger_journals_reverses_key', ['lane', 'reversesId'], {
  unique: true,
  where: 'reverses_id IS NOT NULL',
})
@Index('ledger_journals_claim_idx', ['lane', 'claimId', 'id'])
export class LedgerJournalEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'ledger_journals_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'ledger_journals_pk' })
  id!: string;

  @Column('text')
  kind!: string;

  @Column('text', { nullable: true })
  claimId!: string | null;

  /** When it happened. */
  @Column('timestamptz')
  occurredAt!: Date;

  /** When it counts in the books: when it happened, or when the first open period begins. */
  @Column('timestamptz')
  effectiveAt!: Date;

  /** When it was booked; set by the database, never chosen. */
  @Column('timestamptz', { default: () => 'transaction_timestamp()' })
  postedAt!: Date;

  @Column('smallint')
  lines!: number;

  @Column('text')
  actor!: string;

  @Column('text', { nullable: true })
  reversesId!: string | null;

  @Column('text')
  idempotencyKey!: string;

  @Column('text')
  memo!: string;
}
