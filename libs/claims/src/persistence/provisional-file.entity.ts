import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * A file of which it is not certain that a record names it: it came a moment ago, or a record let
 * go of it. A day later somebody looks. Files are shared by their content, so that it has no lane.
 */
@Entity('provisional_files')
@Index('provisional_files_since_idx', ['since'])
export class ProvisionalFileEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'provisional_files_pk' })
  sha256!: string;

  @Column('timestamptz')
  since!: Date;

  /** From here on it is being removed, and nobody may name it any more. */
  @Column('timestamptz', { nullable: true })
  removedAt!: Date | null;
}
