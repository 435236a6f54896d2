import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { StatementMatchEntity } from './statement-match.entity';

/** That one person says of a match that it is none. Two of them undo it. Only ever inserted. */
@Entity('match_words')
@ForeignKey(() => StatementMatchEntity, ['matchId'], ['id'], { name: 'match_words_match_fk' })
@Check('match_words_note_check', 'length(note) > 0')
export class MatchWordEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'match_words_pk' })
  matchId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'match_words_pk' })
  personId!: string;

  @Column('text')
  userId!: string;

  @Column('text')
  note!: string;

  @Column('timestamptz')
  givenAt!: Date;
}
