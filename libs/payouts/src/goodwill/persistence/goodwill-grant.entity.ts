import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { ClaimEntity } from '@app/claims';
import { asBigint } from '@app/platform';

import type { GoodwillGround, GrantedPromise } from '../domain/goodwill';

/**
 * That one person wants to give a claimant money beside the award. Up to what the pack lets one
 * person give that is enough; beyond that another person approves exactly that. Only ever inserted.
 */
@Entity('goodwill_grants')
@Unique('goodwill_grants_content_key', ['lane', 'id', 'digest', 'proposedByPerson'])
@Index('goodwill_grants_claim_idx', ['lane', 'claimId'])
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'goodwill_grants_claim_fk',
})
@Check('goodwill_grants_ground_check', `ground IN ('goodwill', 'lateness')`)
@Check('goodwill_grants_amount_check', 'amount_minor > 0')
@Check('goodwill_grants_reason_check', 'length(reason) > 0')
@Check('goodwill_grants_approvals_check', 'approvals_required IN (0, 1)')
export class GoodwillGrantEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'goodwill_grants_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'goodwill_grants_pk' })
  id!: string;

  @Column('text')
  claimId!: string;

  @Column('text')
  ground!: GoodwillGround;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  /** For which broken promises it is; none for goodwill. */
  @Column('jsonb')
  promises!: GrantedPromise[];

  /** The claimant is told it. */
  @Column('text')
  reason!: string;

  /** Where it is to go: the way back, or the place of the account on the claim. */
  @Column('text')
  payeeKey!: string;

  /** How many others have to approve it, by the pack of the claim. */
  @Column('smallint')
  approvalsRequired!: number;

  @Column('text')
  digest!: string;

  @Column('text')
  proposedBy!: string;

  @Column('text')
  proposedByPerson!: string;

  @Column('timestamptz')
  proposedAt!: Date;
}
