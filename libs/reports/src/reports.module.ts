import { Module } from '@nestjs/common';

import { LedgerModule } from '@app/ledger';

import { ReportQueries } from './reports.queries';

@Module({ imports: [LedgerModule], providers: [ReportQueries], exports: [ReportQueries] })
export class ReportsModule {}
