import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { ClaimLineEntity } from '@app/claims';
import { asBigint } from '@app/platform';

import { DecisionEntity } from './decision.entity';

/**
 * What a final decision added on a line, when, to whom and for which payment: by these, awards of
 * several claims are added up. Only ever inserted. Awards to one account are added up in all lanes.
 */
@Entity('awards')
@Index('awards_claimant_idx', ['lane', 'claimantPartyId', 'awardedAt'])
@Index('awards_payment_idx', ['lane', 'paymentId', 'awardedAt'])
@Index('awards_payee_idx', ['payeeKey', 'awardedAt'], { where: 'payee_key IS NOT NULL' })
@ForeignKey(() => DecisionEntity, ['lane', 'decisionId'], ['lane', 'id'], {
  name: 'awards_decision_fk',
})
@ForeignKey(() => ClaimLineEntity, ['lane', 'claimLineId'], ['lane', 'id'], {
  name: 'awards_line_fk',
})
@Check('awards_amount_check', 'amount_minor > 0')
export class AwardEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'awards_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'awards_pk' })
  decisionId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'awards_pk' })
  claimLineId!: string;

  @Column('text')
  claimId!: string;

  @Column('text')
  paymentId!: string;

  @Column('text')
  claimantPartyId!: string;

  /** The account that it goes to, as a keyed hash; null when it goes back the way it came. */
  @Column('text', { nullable: true })
  payeeKey!: string | null;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  @Column('timestamptz')
  awardedAt!: Date;
}
