import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

import type { HowEnded } from '../domain/break-ending';
import type { BreakKind, BreakReason } from '../domain/reconcilable';
import { StatementLineEntity } from './statement-line.entity';
import { StatementEntity } from './statement.entity';

/** A difference between books and statement. What was found never changes; whose it is, and how it
 * ends, does. */
@Entity('reconciliation_breaks')
@Index('reconciliation_breaks_line_key', ['lineId', 'kind'], {
  unique: true,
  where: 'ended_at IS NULL AND line_id IS NOT NULL',
})
@Index('reconciliation_breaks_entry_key', ['journalId', 'journalLine', 'rail', 'kind'], {
  unique: true,
  where: 'ended_at IS NULL AND journal_id IS NOT NULL',
})
@Index('reconciliation_breaks_open_idx', ['rail', 'currency', 'since'], {
  where: 'ended_at IS NULL',
})
@Index('reconciliation_breaks_lines_idx', ['lineId'], { where: 'line_id IS NOT NULL' })
@Index('reconciliation_breaks_entries_idx', ['journalId'], { where: 'journal_id IS NOT NULL' })
@ForeignKey(() => StatementLineEntity, ['lineId'], ['id'], {
  name: 'reconciliation_breaks_line_fk',
})
@ForeignKey(() => StatementEntity, ['statementId'], ['id'], {
  name: 'reconciliation_breaks_statement_fk',
})
@Check(
  'reconciliation_breaks_kind_check',
  `kind IN ('line_without_partner', 'entry_without_partner', 'other_amount', 'other_date',
    'duplicate', 'balance')`,
)
@Check(
  'reconciliation_breaks_how_check',
  `how_ended IN ('resolved', 'matched', 'fee', 'written_off', 'suspense', 'offset', 'explained')`,
)
@Check('reconciliation_breaks_ended_check', '(ended_at IS NULL) = (how_ended IS NULL)')
export class ReconciliationBreakEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'reconciliation_breaks_pk' })
  id!: string;

  @Column('text')
  rail!: string;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('text')
  kind!: BreakKind;

  @Column('text')
  reason!: BreakReason;

  @Column('text', { nullable: true })
  lineId!: string | null;

  @Column('smallint', { nullable: true })
  journalLane!: number | null;

  @Column('text', { nullable: true })
  journalId!: string | null;

  @Column('smallint', { nullable: true })
  journalLine!: number | null;

  @Column('text', { nullable: true })
  statementId!: string | null;

  @Column('smallint', { nullable: true })
  payoutLane!: number | null;

  @Column('text', { nullable: true })
  payoutId!: string | null;

  /** By how much the statement's balance is above the ledger's because of it. */
  @Column('bigint', { transformer: asBigint })
  effectMinor!: bigint;

  /** When what differs happened: its age counts from there. */
  @Column('timestamptz')
  since!: Date;

  @Column('timestamptz')
  foundAt!: Date;

  @Column('text', { nullable: true })
  ownerId!: string | null;

  @Column('text', { nullable: true })
  ownerNote!: string | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('text', { nullable: true })
  howEnded!: HowEnded | null;

  @Column('text', { nullable: true })
  endedBy!: string | null;

  @Column('text', { nullable: true })
  endNote!: string | null;
}
