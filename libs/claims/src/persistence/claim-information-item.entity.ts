import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import type { Bilingual } from '@app/kernel';

import { ClaimInformationRequestEntity } from './claim-information-request.entity';

/** One thing that was asked for, once in the life of a claim. Only ever inserted. */
@Entity('claim_information_items')
@ForeignKey(() => ClaimInformationRequestEntity, ['lane', 'requestId'], ['lane', 'id'], {
  name: 'claim_information_items_request_fk',
})
export class ClaimInformationItemEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_information_items_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_information_items_pk' })
  claimId!: string;

  /** The rule of the pinned pack that asks for it. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_information_items_pk' })
  item!: string;

  @Column('text')
  requestId!: string;

  @Column('smallint')
  position!: number;

  @Column('jsonb')
  label!: Bilingual;

  /** Why the pack asks for it, as it was told to the claimant. */
  @Column('jsonb')
  why!: Bilingual;
}
