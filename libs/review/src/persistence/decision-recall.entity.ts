import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { DecisionEntity } from './decision.entity';

/** That whoever decided took the decision back before it was final. Only ever inserted. */
@Entity('decision_recalls')
@ForeignKey(() => DecisionEntity, ['lane', 'decisionId'], ['lane', 'id'], {
  name: 'decision_recalls_decision_fk',
})
@Check('decision_recalls_reason_check', 'length(reason) > 0')
export class DecisionRecallEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'decision_recalls_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'decision_recalls_pk' })
  decisionId!: string;

  @Column('text')
  recalledBy!: string;

  @Column('text')
  reason!: string;

  @Column('timestamptz')
  recalledAt!: Date;
}
