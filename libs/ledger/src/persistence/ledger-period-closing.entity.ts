import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Up to here the books are closed: what comes to light later counts in the open period. */
@Entity('ledger_period_closings')
export class LedgerPeriodClosingEntity {
  /** The first moment of the open period. */
  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'ledger_period_closings_pk' })
  closedUntil!: Date;

  /** Set by the database, never chosen. */
  @Column({ type: 'timestamptz', insert: false })
  closedAt!: Date;

  @Column('text')
  closedBy!: string;

  @Column('text')
  reason!: string;
}
