import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { ClaimEntity } from '@app/claims';
import { asBigint } from '@app/platform';

import type { RecoveryKind, RecoveryStatus } from '../domain/recovery';
import { CounterpartyEntity } from './counterparty.entity';

/** What somebody else owes us of a claim that we have paid. Its steps say how it came about. */
@Entity('recoveries')
@Index('recoveries_split_key', ['lane', 'claimId', 'party', 'decisionId'], {
  unique: true,
  where: 'decision_id IS NOT NULL',
})
@Index('recoveries_credit_key', ['lane', 'claimId'], { unique: true, where: `kind = 'credit'` })
@Index('recoveries_claim_idx', ['lane', 'claimId'])
@Index('recoveries_id_idx', ['id'])
@Index('recoveries_status_idx', ['status', 'id'])
@Index('recoveries_counterparty_idx', ['counterpartyId', 'id'], {
  where: 'counterparty_id IS NOT NULL',
})
@Index('recoveries_age_idx', ['nextAgeAt'], { where: 'next_age_at IS NOT NULL' })
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], { name: 'recoveries_claim_fk' })
@ForeignKey(() => CounterpartyEntity, ['counterpartyId'], ['id'], {
  name: 'recoveries_counterparty_fk',
})
@Check(
  'recoveries_kind_check',
  `kind IN ('institution', 'insurer', 'fraudster', 'merchant', 'claimant', 'credit')`,
)
@Check(
  'recoveries_status_check',
  `status IN ('open', 'requested', 'objected', 'agreed', 'received', 'refused', 'written_off', 'closed')`,
)
@Check(
  'recoveries_amounts_check',
  `requested_minor > 0 AND received_minor >= 0 AND written_off_minor >= 0 AND allowance_minor >= 0
    AND agreed_minor BETWEEN 1 AND requested_minor
    AND received_minor + written_off_minor <= coalesce(agreed_minor, requested_minor)`,
)
export class RecoveryEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'recoveries_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'recoveries_pk' })
  id!: string;

  @Column('text')
  claimId!: string;

  @Column('text')
  kind!: RecoveryKind;

  /** Who owes it in the words of the pack; `claimant` for money that is claimed back. */
  @Column('text')
  party!: string;

  /** Null while nobody is named, and for the claimant. */
  @Column('text', { nullable: true })
  counterpartyId!: string | null;

  /** The decision whose award is shared; null where a person opened it. */
  @Column('text', { nullable: true })
  decisionId!: string | null;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint', { transformer: asBigint })
  requestedMinor!: bigint;

  @Column('bigint', { transformer: asBigint, nullable: true })
  agreedMinor!: bigint | null;

  @Column('bigint', { transformer: asBigint, default: 0 })
  receivedMinor!: bigint;

  @Column('bigint', { transformer: asBigint, default: 0 })
  writtenOffMinor!: bigint;

  /** What of it stands on 1190 as doubtful. */
  @Column('bigint', { transformer: asBigint, default: 0 })
  allowanceMinor!: bigint;

  @Column('text')
  status!: RecoveryStatus;

  /** When it should have come; null before anybody was asked. */
  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;

  /** When its age asks for a higher allowance. */
  @Column('timestamptz', { nullable: true })
  nextAgeAt!: Date | null;

  /** How many steps it has. */
  @Column('integer')
  steps!: number;

  @Column('timestamptz')
  openedAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
