import { Column, Entity, PrimaryColumn } from 'typeorm';

/** When an account was last compared with its statements. */
@Entity('reconciled_books')
export class ReconciledBookEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'reconciled_books_pk' })
  rail!: string;

  @PrimaryColumn('char', { length: 3, primaryKeyConstraintName: 'reconciled_books_pk' })
  currency!: string;

  /** Whether a statement came since. */
  @Column('boolean')
  isDue!: boolean;

  @Column('timestamptz', { nullable: true })
  reconciledAt!: Date | null;
}
