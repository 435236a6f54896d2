import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

import { asBigint } from '@app/platform';

/** By which rule a rail is filled up from the fund. Only ever inserted: the newest one counts. */
@Entity('top_up_rules')
@Unique('top_up_rules_version_key', ['rail', 'currency', 'version'])
@Check(
  'top_up_rules_amounts_check',
  'low_minor >= 0 AND (low_minor < target_minor OR (low_minor = 0 AND target_minor = 0))',
)
export class TopUpRuleEntity {
  /** The change that two people stand behind. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'top_up_rules_pk' })
  changeId!: string;

  @Column('text')
  rail!: string;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('integer')
  version!: number;

  @Column('bigint', { transformer: asBigint })
  lowMinor!: bigint;

  @Column('bigint', { transformer: asBigint })
  targetMinor!: bigint;

  @Column('timestamptz')
  setAt!: Date;
}
