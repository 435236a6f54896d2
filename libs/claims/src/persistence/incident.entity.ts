import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * One fraud behind several claims, also of several claimants: a leak, a ring, a false shop. It
 * stands in the lane of its id; its claims stand in theirs. Only ever inserted.
 */
@Entity('incidents')
export class IncidentEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'incidents_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'incidents_pk' })
  id!: string;

  @Column('text')
  title!: string;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('text')
  openedBy!: string;

  @Column('timestamptz')
  openedAt!: Date;
}
