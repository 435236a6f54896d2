import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { PayoutEntity } from './payout.entity';

/** That a person ordered another payout in place of one that failed or came back. Only inserted. */
@Entity('payout_reorders')
@ForeignKey(() => PayoutEntity, ['lane', 'payoutId'], ['lane', 'id'], {
  name: 'payout_reorders_payout_fk',
})
@Check('payout_reorders_reason_check', 'length(reason) > 0')
export class PayoutReorderEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'payout_reorders_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'payout_reorders_pk' })
  payoutId!: string;

  /** Where it is to go: `original`, or the place of the account among those of the claim. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'payout_reorders_pk' })
  payeeKey!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'payout_reorders_pk' })
  orderedBy!: string;

  @Column('text')
  reason!: string;

  @Column('timestamptz')
  orderedAt!: Date;
}
