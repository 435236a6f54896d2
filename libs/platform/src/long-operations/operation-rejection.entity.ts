import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import type { Bilingual } from '@app/kernel';

import { asBigint } from '../database/columns';
import { OperationEntity } from './operation.entity';

/** A row of a file that could not be taken in, and why. */
@Entity('operation_rejections')
@ForeignKey(() => OperationEntity, ['operationId'], ['id'], {
  name: 'operation_rejections_operation_fk',
})
export class OperationRejectionEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'operation_rejections_pk' })
  operationId!: string;

  @PrimaryColumn('bigint', {
    primaryKeyConstraintName: 'operation_rejections_pk',
    transformer: asBigint,
  })
  lineNumber!: bigint;

  /** Part of the key: the last line of a file that ends too early may be bad in itself, too. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'operation_rejections_pk' })
  reasonCode!: string;

  @Column('jsonb')
  reason!: Bilingual;

  @Column('text')
  raw!: string;
}
