import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import type { RepresentationBasis } from '../domain/representation';
import { ClaimEntity } from './claim.entity';

/** On what basis an agent filed a claim for its claimant. Only ever inserted. */
@Entity('claim_representations')
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'claim_representations_claim_fk',
})
@Check(
  'claim_representations_basis_check',
  `basis IN ('call', 'visit', 'letter', 'power_of_attorney', 'guardian')`,
)
export class ClaimRepresentationEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_representations_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_representations_pk' })
  claimId!: string;

  @Column('text')
  basis!: RepresentationBasis;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text')
  agentId!: string;

  @Column('timestamptz')
  recordedAt!: Date;
}
