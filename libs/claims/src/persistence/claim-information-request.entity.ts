import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { ClaimEntity } from './claim.entity';

/** The claimant was asked for something. Only ever inserted. */
@Entity('claim_information_requests')
@Index('claim_information_requests_claim_idx', ['lane', 'claimId', 'id'])
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'claim_information_requests_claim_fk',
})
export class ClaimInformationRequestEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_information_requests_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_information_requests_pk' })
  id!: string;

  @Column('text')
  claimId!: string;

  /** What the reviewer wrote to the claimant; null when the assessment asked. */
  @Column('text', { nullable: true })
  text!: string | null;

  @Column('text')
  askedBy!: string;

  @Column('text')
  askedByRole!: string;

  @Column('timestamptz')
  askedAt!: Date;

  @Column('timestamptz')
  dueAt!: Date;
}
