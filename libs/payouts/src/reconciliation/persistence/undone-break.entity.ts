import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { ReconciliationBreakEntity } from './reconciliation-break.entity';

/** That what ended a break was taken back: what differed is found again. Only ever inserted. */
@Entity('undone_breaks')
@ForeignKey(() => ReconciliationBreakEntity, ['breakId'], ['id'], {
  name: 'undone_breaks_break_fk',
})
export class UndoneBreakEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'undone_breaks_pk' })
  breakId!: string;

  @Column('text')
  undoneBy!: string;

  @Column('timestamptz')
  undoneAt!: Date;
}
