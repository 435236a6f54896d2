import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { ClaimNoteEntity } from './claim-note.entity';

/** A copy of a note in which something is blackened; the newest counts. Only ever inserted. */
@Entity('claim_note_redactions')
@ForeignKey(() => ClaimNoteEntity, ['lane', 'noteId'], ['lane', 'id'], {
  name: 'claim_note_redactions_note_fk',
})
@Check('claim_note_redactions_reason_check', 'length(reason) > 0')
export class ClaimNoteRedactionEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_note_redactions_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_note_redactions_pk' })
  noteId!: string;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_note_redactions_pk' })
  position!: number;

  @Column('text')
  body!: string;

  @Column('text')
  reason!: string;

  @Column('text')
  redactedBy!: string;

  @Column('text')
  redactedByRole!: string;

  @Column('timestamptz')
  redactedAt!: Date;
}
