import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { ClaimEntity } from '@app/claims';

/** What staff write about a claim for each other. No claimant ever sees it. Only ever inserted. */
@Entity('claim_notes')
@Index('claim_notes_claim_idx', ['lane', 'claimId', 'id'])
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'claim_notes_claim_fk',
})
@Check('claim_notes_staff_check', `author_role <> 'claimant'`)
export class ClaimNoteEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_notes_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_notes_pk' })
  id!: string;

  @Column('text')
  claimId!: string;

  @Column('text')
  authorId!: string;

  @Column('text')
  authorRole!: string;

  @Column('text')
  authorName!: string;

  @Column('text')
  body!: string;

  @Column('timestamptz')
  at!: Date;
}
