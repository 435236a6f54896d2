import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { asBigint } from '@app/platform';

import type { LimitName } from '../domain/limits';
import { ControlledChangeEntity } from './controlled-change.entity';

/** What a limit was set to. Only ever inserted: the highest version counts. */
@Entity('limit_values')
@Unique('limit_values_version_key', ['name', 'version'])
@ForeignKey(() => ControlledChangeEntity, ['changeId'], ['id'], { name: 'limit_values_change_fk' })
export class LimitValueEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'limit_values_pk' })
  changeId!: string;

  @Column('text')
  name!: LimitName;

  /** Null for a limit that is the same for all currencies, and for what was once set for all. */
  @Column('char', { length: 3, nullable: true })
  currency!: string | null;

  /** Counts the values of one limit: clocks of two processes may disagree about the newest. */
  @Column('integer')
  version!: number;

  @Column('bigint', { transformer: asBigint })
  value!: bigint;

  @Column('timestamptz')
  setAt!: Date;
}
