import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A version that a claim was filed under, with its fingerprint then. Only ever inserted. */
@Entity('pinned_versions')
export class PinnedVersionEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pinned_versions_pk' })
  packId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pinned_versions_pk' })
  version!: string;

  /** SHA-256 over the canonical JSON of the pack. */
  @Column('text')
  digest!: string;

  @Column('timestamptz')
  pinnedAt!: Date;
}
