import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { BankReportEntity } from './bank-report.entity';

export const BANK_REPORT_VERDICTS = ['release', 'discard'] as const;
export type BankReportVerdict = (typeof BANK_REPORT_VERDICTS)[number];

/** What another person said about exactly the content of a report. Only ever inserted. */
@Entity('bank_report_releases')
@ForeignKey(() => BankReportEntity, ['reportId'], ['id'], {
  name: 'bank_report_releases_report_fk',
})
@Check('bank_report_releases_verdict_check', `verdict IN ('release', 'discard')`)
export class BankReportReleaseEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'bank_report_releases_pk' })
  reportId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'bank_report_releases_pk' })
  personId!: string;

  @Column('text')
  verdict!: BankReportVerdict;

  @Column('text')
  userId!: string;

  @Column('text')
  note!: string;

  /** Of the content that they looked at. */
  @Column('text')
  digest!: string;

  @Column('timestamptz')
  givenAt!: Date;
}
