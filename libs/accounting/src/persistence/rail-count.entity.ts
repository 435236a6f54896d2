import { Column, Entity, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

/**
 * What a rail with a rule holds, counted up to a checkpoint of the ledger, so that only what is
 * newer has to be read. It can be thrown away: then all is read once more.
 */
@Entity('rail_counts')
export class RailCountEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'rail_counts_pk' })
  rail!: string;

  @PrimaryColumn('char', { length: 3, primaryKeyConstraintName: 'rail_counts_pk' })
  currency!: string;

  /** Of the checkpoint. */
  @Column('bigint', { transformer: asBigint })
  size!: bigint;

  /** On the rail at it, and promised to no payout that was submitted. */
  @Column('bigint', { transformer: asBigint })
  countedMinor!: bigint;

  /** The same when it was looked at last, with what was not sealed by then. */
  @Column('bigint', { transformer: asBigint })
  freeMinor!: bigint;

  /** How much kept it under its low-water mark then, because the floor of the fund keeps it. */
  @Column('bigint', { transformer: asBigint })
  shortMinor!: bigint;

  @Column('timestamptz')
  lookedAt!: Date;
}
