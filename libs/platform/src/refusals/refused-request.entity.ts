import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

import type { ProblemKind } from '../http/what-to-do';

/**
 * A request that was refused, under the number that whoever sent it was given. Nothing of what was
 * sent: no body, no query, no address but the route's own pattern. Kept for thirty days.
 */
@Entity('refused_requests')
@Index('refused_requests_at_idx', ['at'])
export class RefusedRequestEntity {
  /** The lane of the house: a request belongs to no case. */
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'refused_requests_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'refused_requests_pk' })
  requestId!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  method!: string;

  /** As it is written down, such as `/v1/claims/:id`; null when there is no such route. */
  @Column('text', { nullable: true })
  route!: string | null;

  /** What went wrong in general, such as `conflict`. */
  @Column('text')
  kind!: ProblemKind;

  @Column('text')
  code!: string;

  /** The field that was wrong, where it is one of ours. */
  @Column('text', { nullable: true })
  field!: string | null;

  /** Whose account asked; null when nobody was signed in. */
  @Column('text', { nullable: true })
  userId!: string | null;
}
