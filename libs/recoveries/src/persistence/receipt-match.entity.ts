import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { ClaimEntity } from '@app/claims';
import { asBigint } from '@app/platform';

import { ReceiptMatchProposalEntity } from './receipt-match-proposal.entity';
import { RecoveryEntity } from './recovery.entity';

/** What of it goes to another bearer of the loss. */
export interface PartOfOther {
  readonly counterpartyId: string;
  readonly amountMinor: string;
}

/**
 * Money of a receipt that belongs to a loss, with its parts. It stands in the lane of its claim and
 * names the receipt, which is the house's, without a foreign key. Only ever inserted.
 */
@Entity('receipt_matches')
@Unique('receipt_matches_proposal_key', ['lane', 'proposalId'])
@Index('receipt_matches_receipt_idx', ['receiptId'])
@Index('receipt_matches_claim_idx', ['lane', 'claimId'])
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'receipt_matches_claim_fk',
})
@ForeignKey(() => RecoveryEntity, ['lane', 'recoveryId'], ['lane', 'id'], {
  name: 'receipt_matches_recovery_fk',
})
@ForeignKey(() => ReceiptMatchProposalEntity, ['lane', 'proposalId'], ['lane', 'id'], {
  name: 'receipt_matches_proposal_fk',
})
@Check(
  'receipt_matches_parts_check',
  `amount_minor > 0 AND house_minor >= 0 AND victim_minor >= 0 AND others_minor >= 0
    AND amount_minor = house_minor + victim_minor + others_minor`,
)
export class ReceiptMatchEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'receipt_matches_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'receipt_matches_pk' })
  id!: string;

  @Column('text')
  receiptId!: string;

  @Column('text')
  claimId!: string;

  @Column('text', { nullable: true })
  recoveryId!: string | null;

  /** What two people agreed to; null where nothing of it is the claimant's. */
  @Column('text', { nullable: true })
  proposalId!: string | null;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  @Column('bigint', { transformer: asBigint })
  houseMinor!: bigint;

  /** The claimant's, beyond the award. */
  @Column('bigint', { transformer: asBigint })
  victimMinor!: bigint;

  @Column('bigint', { transformer: asBigint })
  othersMinor!: bigint;

  @Column('jsonb')
  others!: PartOfOther[];

  @Column('text')
  reason!: string;

  @Column('text')
  matchedBy!: string;

  @Column('timestamptz')
  matchedAt!: Date;
}
