import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { ClaimLineEntity } from './claim-line.entity';
import { ClaimEntity } from './claim.entity';

/**
 * That a circumstance of the pack holds on a claim or on one of its payments, or does not. Only
 * ever inserted; the newest about the same counts. It may say that somebody is vulnerable: for
 * those who decide, and for nobody else.
 */
@Entity('claim_circumstances')
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'claim_circumstances_claim_fk',
})
@ForeignKey(() => ClaimLineEntity, ['lane', 'lineId'], ['lane', 'id'], {
  name: 'claim_circumstances_line_fk',
})
export class ClaimCircumstanceEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_circumstances_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_circumstances_pk' })
  claimId!: string;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_circumstances_pk' })
  position!: number;

  @Column('text')
  circumstance!: string;

  /** Null when it is about the claim as a whole. */
  @Column('text', { nullable: true })
  lineId!: string | null;

  @Column('boolean')
  established!: boolean;

  @Column('text')
  note!: string;

  @Column('text')
  actorId!: string;

  @Column('text')
  actorRole!: string;

  @Column('timestamptz')
  recordedAt!: Date;
}
