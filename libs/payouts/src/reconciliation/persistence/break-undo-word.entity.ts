import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { ReconciliationBreakEntity } from './reconciliation-break.entity';

/** That one person says of how a break ended that it was wrong. Only ever inserted. */
@Entity('break_undo_words')
@ForeignKey(() => ReconciliationBreakEntity, ['breakId'], ['id'], {
  name: 'break_undo_words_break_fk',
})
@Check('break_undo_words_note_check', 'length(note) > 0')
export class BreakUndoWordEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'break_undo_words_pk' })
  breakId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'break_undo_words_pk' })
  personId!: string;

  @Column('text')
  userId!: string;

  @Column('text')
  note!: string;

  @Column('timestamptz')
  givenAt!: Date;
}
