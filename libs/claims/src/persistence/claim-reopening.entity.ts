import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { ClaimStatus } from '../domain/claim-lifecycle';
import { ClaimEntity } from './claim.entity';

/** That staff opened a claim again, and why. Only ever inserted. */
@Entity('claim_reopenings')
@Index('claim_reopenings_claim_idx', ['lane', 'claimId', 'id'])
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'claim_reopenings_claim_fk',
})
@Check('claim_reopenings_reason_check', 'length(reason) > 0')
export class ClaimReopeningEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_reopenings_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_reopenings_pk' })
  id!: string;

  @Column('text')
  claimId!: string;

  @Column('text')
  fromStatus!: ClaimStatus;

  @Column('text')
  reason!: string;

  @Column('text')
  reopenedBy!: string;

  @Column('text')
  reopenedByRole!: string;

  @Column('timestamptz')
  reopenedAt!: Date;
}
