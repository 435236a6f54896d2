import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import type { StatementLineKind } from '../../domain/statement-line';
import type { MatchedBy } from '../domain/reconcilable';
import { StatementLineEntity } from './statement-line.entity';

/** That a line and a booking are the same money; with `undoesId`, that they are not after all. */
@Entity('statement_matches')
@Unique('statement_matches_undone_key', ['undoesId'])
@Index('statement_matches_line_idx', ['lineId'])
@Index('statement_matches_entry_idx', ['journalId', 'journalLine'])
@Index('statement_matches_cause_idx', ['causeId'])
@ForeignKey(() => StatementLineEntity, ['lineId'], ['id'], { name: 'statement_matches_line_fk' })
@ForeignKey(() => StatementMatchEntity, ['undoesId'], ['id'], {
  name: 'statement_matches_undoes_fk',
})
@Check('statement_matches_kind_check', `kind IN ('payout', 'return', 'fee', 'top_up', 'other')`)
@Check(
  'statement_matches_by_check',
  `matched_by IN ('key', 'transfer_id', 'amount_and_date', 'cause', 'people')`,
)
export class StatementMatchEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'statement_matches_pk' })
  id!: string;

  @Column('text')
  lineId!: string;

  @Column('text')
  rail!: string;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('smallint')
  journalLane!: number;

  @Column('text')
  journalId!: string;

  @Column('smallint')
  journalLine!: number;

  @Column('text')
  kind!: StatementLineKind;

  /** What the booking is about: a payout, a contribution, the line itself. */
  @Column('text')
  causeId!: string;

  @Column('text')
  matchedBy!: MatchedBy;

  @Column('text')
  actorId!: string;

  @Column('timestamptz')
  matchedAt!: Date;

  @Column('text', { nullable: true })
  undoesId!: string | null;
}
