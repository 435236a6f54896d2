import { Module } from '@nestjs/common';

import { AuditModule } from '@app/audit';
import { LedgerModule } from '@app/ledger';

import { FundReportQueries } from './fund-report.queries';
import { CloseBooks } from './operations/close-books';
import { FundGuarantee } from './operations/fund-guarantee';
import { InstallChart } from './operations/install-chart';
import { PostEvents } from './operations/post-events';
import { ReverseContribution } from './operations/reverse-contribution';
import { TopUpRail } from './operations/top-up-rail';

@Module({
  imports: [LedgerModule, AuditModule],
  providers: [
    PostEvents,
    InstallChart,
    FundGuarantee,
    ReverseContribution,
    TopUpRail,
    FundReportQueries,
    CloseBooks,
  ],
  exports: [
    PostEvents,
    FundGuarantee,
    ReverseContribution,
    TopUpRail,
    FundReportQueries,
    CloseBooks,
    LedgerModule,
  ],
})
export class AccountingModule {}
