import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

import type { Pack } from '../domain/pack';

/** A version of a pack as somebody proposed it. Only ever inserted: a mended one is a new row. */
@Entity('program_versions')
@Unique('program_versions_content_key', ['id', 'packId', 'version', 'digest', 'proposedBy'])
@Check('program_versions_reason_check', 'length(reason) > 0')
export class ProgramVersionEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'program_versions_pk' })
  id!: string;

  @Column('text')
  packId!: string;

  @Column('text')
  version!: string;

  @Column('jsonb')
  pack!: Pack;

  /** The cases that say what it should do, and that it passed. */
  @Column('jsonb')
  cases!: object;

  @Column('text')
  reason!: string;

  /** SHA-256 over pack and cases, which is what a verdict is bound to. */
  @Column('text')
  digest!: string;

  @Column('text')
  proposedBy!: string;

  @Column('timestamptz')
  proposedAt!: Date;
}
