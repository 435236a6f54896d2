import { Module } from '@nestjs/common';

import { AuditModule } from '@app/audit';
import { LedgerModule } from '@app/ledger';
import { ProgramsModule } from '@app/programs';

import { RunComparison } from './operations/run-comparison';
import { StartComparison } from './operations/start-comparison';
import { ReportQueries } from './reports.queries';

@Module({
  imports: [LedgerModule, ProgramsModule, AuditModule],
  providers: [ReportQueries, StartComparison, RunComparison],
  exports: [ReportQueries, StartComparison, RunComparison],
})
export class ReportsModule {}
