import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import type { Bilingual } from '@app/kernel';

import { ControlledChangeEntity } from './controlled-change.entity';

/** A change that holds, since when; or that could not come into force. Only ever inserted. */
@Entity('applied_changes')
@ForeignKey(() => ControlledChangeEntity, ['changeId'], ['id'], {
  name: 'applied_changes_change_fk',
})
export class AppliedChangeEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'applied_changes_pk' })
  changeId!: string;

  @Column('timestamptz')
  appliedAt!: Date;

  /** Why it could not: something happened between its proposal and its time. Null when it holds. */
  @Column('jsonb', { nullable: true })
  problem!: ChangeProblem | null;
}

export interface ChangeProblem {
  readonly code: string;
  readonly texts: Bilingual;
}
