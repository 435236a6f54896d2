import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How a rail answered to sends lately, and until when nothing new is sent over it. */
@Entity('rail_breakers')
@Check('rail_breakers_unknowns_check', 'unknowns >= 0')
export class RailBreakerEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'rail_breakers_pk' })
  rail!: string;

  /** Sends one after the other of which nobody knows what became of them. */
  @Column('integer')
  unknowns!: number;

  /** When the first of them was answered. */
  @Column('timestamptz')
  since!: Date;

  /** Null while the rail is used as usual; once it has passed, one send tries. */
  @Column('timestamptz', { nullable: true })
  openUntil!: Date | null;
}
