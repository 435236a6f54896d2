import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Where jobs are kept. */
export type JobsPlace = 'postgres' | 'redis';

/** What became of the job that does nothing but show that jobs are done, by where it was kept. */
@Entity('job_canaries')
@Check('job_canaries_place_check', `place IN ('postgres', 'redis')`)
export class JobCanaryEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'job_canaries_pk' })
  place!: JobsPlace;

  /** When the first one was enqueued. */
  @Column('timestamptz')
  begunAt!: Date;

  /** When the newest one was enqueued. */
  @Column('timestamptz')
  enqueuedAt!: Date;

  /** When one was last done; null while none ever was. */
  @Column('timestamptz', { nullable: true })
  doneAt!: Date | null;
}
