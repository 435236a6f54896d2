import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import type { Milestone } from '@app/programs';

import { ClaimEntity } from './claim.entity';

/** Something that happened elsewhere, and when. Only ever inserted; of a kind the newest counts. */
@Entity('claim_milestones')
@ForeignKey(() => ClaimEntity, ['lane', 'claimId'], ['lane', 'id'], {
  name: 'claim_milestones_claim_fk',
})
@Check('claim_milestones_past_check', 'at <= recorded_at')
export class ClaimMilestoneEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_milestones_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_milestones_pk' })
  claimId!: string;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_milestones_pk' })
  position!: number;

  @Column('text')
  milestone!: Milestone;

  @Column('timestamptz')
  at!: Date;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text')
  actorId!: string;

  @Column('text')
  actorRole!: string;

  @Column('timestamptz')
  recordedAt!: Date;
}
