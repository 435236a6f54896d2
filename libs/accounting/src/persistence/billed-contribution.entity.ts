import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

import { asBigint } from '@app/platform';

/** What merchants or users were billed for some months. Only ever inserted. */
@Entity('billed_contributions')
@Unique('billed_contributions_change_key', ['changeId'])
@Check('billed_contributions_amount_check', 'amount_minor > 0')
@Check('billed_contributions_months_check', 'months BETWEEN 1 AND 120')
@Check('billed_contributions_from_check', `from_month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'`)
export class BilledContributionEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'billed_contributions_pk' })
  id!: string;

  /** The change that two people stand behind. */
  @Column('text')
  changeId!: string;

  @Column('text')
  payer!: string;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  @Column('text')
  fromMonth!: string;

  @Column('smallint')
  months!: number;

  @Column('timestamptz')
  billedAt!: Date;
}
