import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

import { asBigint } from '../database/columns';

export type OperationStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

/** Work that takes longer than a request: the caller asks for its progress by id. */
@Entity('operations')
@Index('operations_open_idx', ['updatedAt'], { where: `status IN ('queued', 'running')` })
@Check(
  'operations_status_check',
  `status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')`,
)
export class OperationEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'operations_pk' })
  id!: string;

  @Column('text')
  kind!: string;

  @Column('text')
  status!: OperationStatus;

  @Column('jsonb')
  input!: Record<string, unknown>;

  @Column('bigint', { transformer: asBigint, default: 0 })
  done!: bigint;

  @Column('bigint', { transformer: asBigint, nullable: true })
  total!: bigint | null;

  @Column('text')
  unit!: string;

  @Column('text')
  phase!: string;

  @Column('jsonb', { nullable: true })
  result!: Record<string, unknown> | null;

  @Column('jsonb', { nullable: true })
  problem!: Record<string, unknown> | null;

  @Column('text')
  startedBy!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
