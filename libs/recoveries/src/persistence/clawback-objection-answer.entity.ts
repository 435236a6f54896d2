import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { ClawbackObjectionEntity } from './clawback-objection.entity';

export const OBJECTION_VERDICTS = ['uphold', 'dismiss'] as const;
export type ObjectionVerdict = (typeof OBJECTION_VERDICTS)[number];

/** What a person who had no part in the clawback answers. Only ever inserted. */
@Entity('clawback_objection_answers')
@ForeignKey(
  () => ClawbackObjectionEntity,
  ['lane', 'recoveryId', 'number'],
  ['lane', 'recoveryId', 'number'],
  { name: 'clawback_objection_answers_objection_fk' },
)
@Check('clawback_objection_answers_verdict_check', `verdict IN ('uphold', 'dismiss')`)
@Check('clawback_objection_answers_reason_check', 'length(reason) > 0')
export class ClawbackObjectionAnswerEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'clawback_objection_answers_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'clawback_objection_answers_pk' })
  recoveryId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'clawback_objection_answers_pk' })
  number!: number;

  @Column('text')
  verdict!: ObjectionVerdict;

  @Column('text')
  reason!: string;

  @Column('text')
  answeredBy!: string;

  @Column('text')
  answeredByPerson!: string;

  @Column('timestamptz')
  answeredAt!: Date;
}
