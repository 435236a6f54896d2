import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import type { EndedByPeople } from '../domain/break-ending';
import { ReconciliationBreakEntity } from './reconciliation-break.entity';

/** How one person says that a break is to end. Where two are needed, both say exactly the same. */
@Entity('break_words')
@ForeignKey(() => ReconciliationBreakEntity, ['breakId'], ['id'], { name: 'break_words_break_fk' })
@Check(
  'break_words_how_check',
  `how IN ('matched', 'fee', 'written_off', 'suspense', 'offset', 'explained')`,
)
@Check('break_words_note_check', 'length(note) > 0')
export class BreakWordEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'break_words_pk' })
  breakId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'break_words_pk' })
  how!: EndedByPeople;

  /** The booking that it is matched with, or the break that it is offset against; else empty. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'break_words_pk' })
  against!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'break_words_pk' })
  personId!: string;

  @Column('text')
  userId!: string;

  @Column('text')
  note!: string;

  @Column('timestamptz')
  givenAt!: Date;
}
