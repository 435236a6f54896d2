import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The first answer to a request with an `Idempotency-Key`, kept for those who ask again. */
@Entity('idempotency_keys')
@Index('idempotency_keys_created_idx', ['createdAt'])
export class IdempotencyKeyEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'idempotency_keys_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_keys_pk' })
  principal!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_keys_pk' })
  route!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_keys_pk' })
  key!: string;

  /** SHA-256 over the canonical body: the same key with other content is refused. */
  @Column('text')
  fingerprint!: string;

  @Column('smallint')
  status!: number;

  @Column('jsonb')
  body!: unknown;

  @Column('timestamptz')
  createdAt!: Date;
}
