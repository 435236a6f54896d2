import { Module } from '@nestjs/common';

import { AuditModule } from '@app/audit';
import { LedgerModule } from '@app/ledger';

import { CloseBooks } from './operations/close-books';
import { FundGuarantee } from './operations/fund-guarantee';
import { InstallChart } from './operations/install-chart';
import { PostEvents } from './operations/post-events';
import { ReverseContribution } from './operations/reverse-contribution';

@Module({
  imports: [LedgerModule, AuditModule],
  providers: [PostEvents, InstallChart, FundGuarantee, ReverseContribution, CloseBooks],
  exports: [PostEvents, FundGuarantee, ReverseContribution, CloseBooks, LedgerModule],
})
export class AccountingModule {}
