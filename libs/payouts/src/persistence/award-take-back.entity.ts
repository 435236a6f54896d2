import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { ClaimEntity } from '@app/claims';
import { asBigint } from '@app/platform';

/** What of the award of one line is taken back, in minor units as text. */
export interface TakenBackLine {
  readonly lineId: string;
  readonly amountMinor: string;
}

/** That one person wants to take back what was made good meanwhile. Only ever inserted. */
@Entity('award_take_backs')
@Unique('award_take_backs_content_key', ['lane', 'claimId', 'number', 'digest', 'proposedByPerson'])
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'award_take_backs_claim_fk',
})
@ForeignKey('decisions', ['lane', 'decisionId'], ['lane', 'id'], {
  name: 'award_take_backs_decision_fk',
})
@Check('award_take_backs_amount_check', 'amount_minor > 0')
@Check('award_take_backs_reason_check', 'length(reason) > 0')
export class AwardTakeBackEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'award_take_backs_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'award_take_backs_pk' })
  claimId!: string;

  /** Counts those of the claim. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'award_take_backs_pk' })
  number!: number;

  @Column('text')
  decisionId!: string;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  @Column('jsonb')
  lines!: TakenBackLine[];

  /** The claimant is told it. */
  @Column('text')
  reason!: string;

  @Column('text')
  digest!: string;

  @Column('text')
  proposedBy!: string;

  @Column('text')
  proposedByPerson!: string;

  @Column('timestamptz')
  proposedAt!: Date;
}
