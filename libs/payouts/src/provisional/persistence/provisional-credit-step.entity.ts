import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

import type { CreditStep } from '../domain/credit-action';
import { ProvisionalCreditEntity } from './provisional-credit.entity';

/** What became of a credit, step by step. Only ever inserted. */
@Entity('provisional_credit_steps')
@ForeignKey(() => ProvisionalCreditEntity, ['lane', 'claimId'], ['lane', 'claimId'], {
  name: 'provisional_credit_steps_credit_fk',
})
@Check(
  'provisional_credit_steps_step_check',
  `step IN ('granted', 'arrived', 'failed', 'announced', 'kept', 'final', 'asked_back', 'ended')`,
)
export class ProvisionalCreditStepEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'provisional_credit_steps_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'provisional_credit_steps_pk' })
  claimId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'provisional_credit_steps_pk' })
  number!: number;

  @Column('text')
  step!: CreditStep;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  @Column('text')
  actorId!: string;

  @Column('timestamptz')
  at!: Date;
}
