import { Entity, PrimaryColumn } from 'typeorm';

/** An event that has no position yet. A trigger writes it in the commit of the event. */
@Entity('unnumbered_events')
export class UnnumberedEventEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'unnumbered_events_pk' })
  id!: string;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'unnumbered_events_pk' })
  lane!: number;
}
