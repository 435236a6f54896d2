import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

export const BANK_FILE_STATUSES = ['waiting', 'released', 'discarded'] as const;
export type BankFileStatus = (typeof BANK_FILE_STATUSES)[number];

/** A file for the bank. What is in it never changes; whether it may leave does, once. */
@Entity('bank_files')
@Check('bank_files_sum_check', 'control_sum_minor > 0')
@Check('bank_files_count_check', 'instruction_count > 0')
@Check('bank_files_status_check', `status IN ('waiting', 'released', 'discarded')`)
export class BankFileEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'bank_files_pk' })
  id!: string;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  controlSumMinor!: bigint;

  @Column('integer')
  instructionCount!: number;

  /** `pain.001.001.09` */
  @Column('text')
  messageName!: string;

  /** SHA-256 of its bytes: what a release is bound to. */
  @Column('text')
  digest!: string;

  /** The bytes themselves, read by nobody who lists files. */
  @Column('text', { select: false })
  content!: string;

  @Column('text')
  madeBy!: string;

  @Column('text')
  madeByPerson!: string;

  @Column('timestamptz')
  madeAt!: Date;

  @Column('text', { default: 'waiting' })
  status!: BankFileStatus;
}
