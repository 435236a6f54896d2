import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import type { PayoutAccountKind } from '../domain/payout-method';
import { ClaimPayoutMethodEntity } from './claim-payout-method.entity';

/** The account of a payout method. Name and number stand only here, so that they can be erased. */
@Entity('claim_payout_accounts')
@ForeignKey(
  () => ClaimPayoutMethodEntity,
  ['lane', 'claimId', 'position'],
  ['lane', 'claimId', 'position'],
  { name: 'claim_payout_accounts_method_fk' },
)
@Check('claim_payout_accounts_kind_check', `kind IN ('bank', 'alipay', 'wechat', 'wallet')`)
export class ClaimPayoutAccountEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_payout_accounts_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_payout_accounts_pk' })
  claimId!: string;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_payout_accounts_pk' })
  position!: number;

  @Column('text')
  kind!: PayoutAccountKind;

  @Column('text')
  holderName!: string;

  @Column('text')
  number!: string;

  @Column('text', { nullable: true })
  bank!: string | null;
}
