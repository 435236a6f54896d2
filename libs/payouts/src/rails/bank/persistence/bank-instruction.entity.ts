import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

import { BankFileEntity } from './bank-file.entity';

/** An order as it was handed to this rail. It waits until a file takes it along. */
@Entity('bank_instructions')
@ForeignKey(() => BankFileEntity, ['fileId'], ['id'], { name: 'bank_instructions_file_fk' })
@Index('bank_instructions_waiting_idx', ['currency', 'createdAt'], { where: 'file_id IS NULL' })
@Index('bank_instructions_file_idx', ['fileId', 'key'], { where: 'file_id IS NOT NULL' })
@Check('bank_instructions_amount_check', 'amount_minor > 0')
export class BankInstructionEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'bank_instructions_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'bank_instructions_pk' })
  key!: string;

  @Column('text')
  payoutId!: string;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  /** Compact. */
  @Column('text')
  account!: string;

  @Column('text')
  holderName!: string;

  @Column('text', { nullable: true })
  bank!: string | null;

  /** Of the order; the same key with another digest is a conflict. */
  @Column('text')
  requestDigest!: string;

  @Column('timestamptz')
  createdAt!: Date;

  /** The file that takes it along; null while it waits, and again when that file is discarded. */
  @Column('text', { nullable: true })
  fileId!: string | null;
}
