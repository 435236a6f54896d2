import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { ClaimEventEntity } from './claim-event.entity';

/**
 * A timeline event that the claimant has not been told of. A trigger on `claim_events` writes it in
 * the same commit, for the kinds that are told (`TOLD_EVENTS`); whoever tells it takes it away.
 */
@Entity('claim_untold_events')
@Index('claim_untold_events_claim_idx', ['lane', 'claimId', 'eventId'])
@Index('claim_untold_events_since_idx', ['since'])
@ForeignKey(() => ClaimEventEntity, ['lane', 'eventId'], ['lane', 'id'], {
  name: 'claim_untold_events_event_fk',
})
export class ClaimUntoldEventEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'claim_untold_events_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'claim_untold_events_pk' })
  eventId!: string;

  @Column('text')
  claimId!: string;

  @Column('timestamptz')
  since!: Date;
}
