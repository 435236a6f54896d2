import { Column, Entity, PrimaryColumn } from 'typeorm';

import { asBigint } from '../database/columns';

/** A kind of work whose lost jobs could not all be looked for, or be given anew. */
@Entity('sweep_failures')
export class SweepFailureEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'sweep_failures_pk' })
  queue!: string;

  /** How often it happened since the installation was set up. */
  @Column('bigint', { transformer: asBigint })
  failures!: bigint;

  /** Since when no round went well; null when the newest one did. */
  @Column('timestamptz', { nullable: true })
  failingSince!: Date | null;

  @Column('timestamptz')
  failedAt!: Date;
}
