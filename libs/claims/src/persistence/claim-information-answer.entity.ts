import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { ClaimInformationItemEntity } from './claim-information-item.entity';

/** The claimant cannot give what was asked for, and says why. Only ever inserted. */
@Entity('claim_information_answers')
@ForeignKey(
  () => ClaimInformationItemEntity,
  ['lane', 'claimId', 'item'],
  ['lane', 'claimId', 'item'],
  { name: 'claim_information_answers_item_fk' },
)
@Check('claim_information_answers_reason_check', 'length(reason) > 0')
export class ClaimInformationAnswerEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_information_answers_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_information_answers_pk' })
  claimId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_information_answers_pk' })
  item!: string;

  @Column('text')
  reason!: string;

  @Column('text')
  answeredBy!: string;

  @Column('text')
  answeredByRole!: string;

  @Column('timestamptz')
  answeredAt!: Date;
}
