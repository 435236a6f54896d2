import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { ClaimEventEntity } from '@app/claims';
import { asBigint } from '@app/platform';

/** Something that happened on a claim or to the house, at its position. Only ever inserted. */
@Entity('events')
@Unique('events_id_key', ['lane', 'id'])
@Index('events_claim_idx', ['lane', 'claimId', 'position'])
@Index('events_kind_idx', ['kind', 'position'])
@ForeignKey(() => ClaimEventEntity, ['lane', 'claimId', 'id'], ['lane', 'claimId', 'id'], {
  name: 'events_event_fk',
})
@Check('events_position_check', 'position > 0')
export class EventEntity {
  /** From 1 on, without gaps, in the order in which the log came to know of events. */
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'events_pk', transformer: asBigint })
  position!: bigint;

  @Column('smallint')
  lane!: number;

  /** The id of the event in the timeline of its claim, or among those of the fund. */
  @Column('text')
  id!: string;

  /** Null for what happened to the house, and not on a claim. */
  @Column('text', { nullable: true })
  claimId!: string | null;

  @Column('text')
  kind!: string;

  @Column('timestamptz')
  at!: Date;
}
