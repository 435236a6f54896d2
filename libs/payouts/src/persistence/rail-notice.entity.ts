import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A webhook of a rail that was taken in; the same notice again is known by its id. */
@Entity('rail_notices')
export class RailNoticeEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'rail_notices_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'rail_notices_pk' })
  rail!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'rail_notices_pk' })
  noticeId!: string;

  @Column('text')
  payoutId!: string;

  @Column('timestamptz')
  receivedAt!: Date;
}
