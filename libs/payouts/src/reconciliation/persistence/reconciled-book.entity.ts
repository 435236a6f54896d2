import { Column, Entity, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

/** When an account was last compared with its statements. */
@Entity('reconciled_books')
export class ReconciledBookEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'reconciled_books_pk' })
  rail!: string;

  @PrimaryColumn('char', { length: 3, primaryKeyConstraintName: 'reconciled_books_pk' })
  currency!: string;

  /** Whether a statement came since. */
  @Column('boolean')
  isDue!: boolean;

  @Column('timestamptz', { nullable: true })
  reconciledAt!: Date | null;

  /** How many matches stand; kept by the database. */
  @Column({ type: 'bigint', transformer: asBigint, default: 0, update: false, insert: false })
  matchedCount!: bigint;

  /** Up to which size of the ledger's log the two that follow were counted. */
  @Column('bigint', { transformer: asBigint, default: 0 })
  countedSize!: bigint;

  /** On the account (1030) by then. It can be thrown away: then all is read once more. */
  @Column('bigint', { transformer: asBigint, default: 0 })
  countedMinor!: bigint;

  /** In transit over its rail (2040) by then. */
  @Column('bigint', { transformer: asBigint, default: 0 })
  countedTransitMinor!: bigint;
}
