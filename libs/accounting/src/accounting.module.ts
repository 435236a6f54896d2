import { Module } from '@nestjs/common';

import { AuditModule } from '@app/audit';
import { LedgerModule } from '@app/ledger';

import { CloseBooks } from './operations/close-books';
import { CorrectJournal } from './operations/correct-journal';
import { FundGuarantee } from './operations/fund-guarantee';
import { InstallChart } from './operations/install-chart';
import { PostEvents } from './operations/post-events';

@Module({
  imports: [LedgerModule, AuditModule],
  providers: [PostEvents, InstallChart, FundGuarantee, CorrectJournal, CloseBooks],
  exports: [PostEvents, FundGuarantee, CorrectJournal, CloseBooks, LedgerModule],
})
export class AccountingModule {}
