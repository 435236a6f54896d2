import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * That a person sent so many bytes of a file, whatever became of it. It is about a person and not
 * about a claim, and stands in no lane; a day later it goes.
 */
@Entity('evidence_arrivals')
@Index('evidence_arrivals_person_idx', ['personId', 'arrivedAt'])
export class EvidenceArrivalEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'evidence_arrivals_pk' })
  id!: string;

  @Column('text')
  personId!: string;

  @Column('integer')
  sizeBytes!: number;

  @Column('timestamptz')
  arrivedAt!: Date;
}
