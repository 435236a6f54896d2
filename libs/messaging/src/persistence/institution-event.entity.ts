import { Entity, ForeignKey, Index, PrimaryColumn, Column } from 'typeorm';

import { UserEntity, asBigint } from '@app/platform';

import { EventEntity } from './event.entity';

/** That an event is of a claim on a payment that an institution reported. Only ever inserted. */
@Entity('institution_events')
@Index('institution_events_kind_idx', ['institutionId', 'kind', 'position'])
@ForeignKey(() => EventEntity, ['position'], ['position'], { name: 'institution_events_event_fk' })
@ForeignKey(() => UserEntity, ['institutionId'], ['id'], {
  name: 'institution_events_institution_fk',
})
export class InstitutionEventEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'institution_events_pk' })
  institutionId!: string;

  @PrimaryColumn('bigint', {
    primaryKeyConstraintName: 'institution_events_pk',
    transformer: asBigint,
  })
  position!: bigint;

  /** That of the event, by which a rare one is found at once. */
  @Column('text')
  kind!: string;
}
