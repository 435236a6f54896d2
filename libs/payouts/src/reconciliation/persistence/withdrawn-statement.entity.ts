import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { StatementEntity } from './statement.entity';

/** That a statement was withdrawn: its lines are none any more. Only ever inserted. */
@Entity('withdrawn_statements')
@ForeignKey(() => StatementEntity, ['statementId'], ['id'], {
  name: 'withdrawn_statements_statement_fk',
})
export class WithdrawnStatementEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'withdrawn_statements_pk' })
  statementId!: string;

  /** Of the proposal that was approved. */
  @Column('integer')
  number!: number;

  @Column('text')
  withdrawnBy!: string;

  @Column('timestamptz')
  withdrawnAt!: Date;
}
