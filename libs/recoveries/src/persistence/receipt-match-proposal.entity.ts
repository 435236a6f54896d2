import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { ClaimEntity } from '@app/claims';
import { asBigint } from '@app/platform';

import { RecoveryEntity } from './recovery.entity';

/**
 * That one person says to which loss money of a receipt belongs, where a part of it is the
 * claimant's beyond the award; another one approves it. Only ever inserted.
 */
@Entity('receipt_match_proposals')
@Unique('receipt_match_proposals_content_key', ['lane', 'id', 'digest', 'proposedByPerson'])
@Index('receipt_match_proposals_receipt_idx', ['receiptId'])
@Index('receipt_match_proposals_claim_idx', ['lane', 'claimId'])
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'receipt_match_proposals_claim_fk',
})
@ForeignKey(() => RecoveryEntity, ['lane', 'recoveryId'], ['lane', 'id'], {
  name: 'receipt_match_proposals_recovery_fk',
})
@Check('receipt_match_proposals_amounts_check', 'victim_minor > 0 AND victim_minor <= amount_minor')
export class ReceiptMatchProposalEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'receipt_match_proposals_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'receipt_match_proposals_pk' })
  id!: string;

  @Column('text')
  receiptId!: string;

  @Column('text')
  claimId!: string;

  @Column('text', { nullable: true })
  recoveryId!: string | null;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  amountMinor!: bigint;

  /** What of it is the claimant's. */
  @Column('bigint', { transformer: asBigint })
  victimMinor!: bigint;

  /** Where that is to go: the way back, or the place of the account on the claim. */
  @Column('text')
  payeeKey!: string;

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
