import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Who did what to which record, when and why. Only ever inserted. */
@Entity('audit_records')
@Index('audit_records_object_idx', ['lane', 'objectId'])
export class AuditRecordEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'audit_records_pk' })
  lane!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'audit_records_pk' })
  id!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  actorId!: string;

  @Column('text')
  actorRole!: string;

  @Column('text')
  action!: string;

  @Column('text')
  objectId!: string;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text', { nullable: true })
  requestId!: string | null;

  @Column('jsonb')
  facts!: Record<string, unknown>;
}
