import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { BankFileEntity } from './bank-file.entity';

export const BANK_FILE_VERDICTS = ['release', 'discard'] as const;
export type BankFileVerdict = (typeof BANK_FILE_VERDICTS)[number];

/** What one person said about exactly the bytes of a file. Only ever inserted. */
@Entity('bank_file_releases')
@ForeignKey(() => BankFileEntity, ['fileId'], ['id'], { name: 'bank_file_releases_file_fk' })
@Check('bank_file_releases_verdict_check', `verdict IN ('release', 'discard')`)
export class BankFileReleaseEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'bank_file_releases_pk' })
  fileId!: string;

  /** By person and not by account, so that nobody is two. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'bank_file_releases_pk' })
  personId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'bank_file_releases_pk' })
  verdict!: BankFileVerdict;

  @Column('text')
  userId!: string;

  @Column('text')
  note!: string;

  @Column('text')
  digest!: string;

  @Column('timestamptz')
  givenAt!: Date;
}
