import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { Bilingual } from '@app/kernel';

import { ClaimEntity } from './claim.entity';

/** A line of the timeline that claimant and staff see. Only ever inserted. */
@Entity('claim_events')
@Index('claim_events_claim_idx', ['lane', 'claimId', 'id'], { unique: true })
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'claim_events_claim_fk',
})
export class ClaimEventEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_events_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_events_pk' })
  id!: string;

  @Column('text')
  claimId!: string;

  /** The version of the claim from which on it holds: who knows an older one has not seen it. */
  @Column('integer', { default: 1 })
  version!: number;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  kind!: string;

  @Column('text')
  actorId!: string;

  @Column('text')
  actorRole!: string;

  @Column('jsonb')
  summary!: Bilingual;
}
