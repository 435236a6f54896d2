import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AuditModule } from '@app/audit';
import { LedgerModule } from '@app/ledger';

import { FundEventQueries } from './fund-event.queries';
import { FundReportQueries } from './fund-report.queries';
import { FundRuleQueries } from './fund-rule.queries';
import { BillContribution } from './operations/bill-contribution';
import { BoundTopUps } from './operations/bound-top-ups';
import { CloseBooks } from './operations/close-books';
import { EarnContribution } from './operations/earn-contribution';
import { EstimateLosses } from './operations/estimate-losses';
import { FillRail } from './operations/fill-rail';
import { FundGuarantee } from './operations/fund-guarantee';
import { InstallChart } from './operations/install-chart';
import { KeepFloor } from './operations/keep-floor';
import { PostEvents } from './operations/post-events';
import { RecordFundEvent } from './operations/record-fund-event';
import { ReverseBookings } from './operations/reverse-bookings';
import { ReverseContribution } from './operations/reverse-contribution';
import { SetTopUpRule } from './operations/set-top-up-rule';
import { TopUpByTwo } from './operations/top-up-by-two';
import { TopUpRail } from './operations/top-up-rail';
import { WatchFund } from './operations/watch-fund';
import { WithdrawBill } from './operations/withdraw-bill';
import { FUND_ENTITIES } from './persistence/fund-entities';

/** What others may use; the rest of the providers works behind it. */
const PUBLIC = [
  PostEvents,
  FundGuarantee,
  ReverseBookings,
  ReverseContribution,
  TopUpRail,
  FillRail,
  WatchFund,
  EarnContribution,
  FundReportQueries,
  FundRuleQueries,
  FundEventQueries,
  CloseBooks,
];

@Module({
  imports: [TypeOrmModule.forFeature(FUND_ENTITIES), LedgerModule, AuditModule],
  providers: [
    ...PUBLIC,
    InstallChart,
    RecordFundEvent,
    SetTopUpRule,
    KeepFloor,
    BoundTopUps,
    TopUpByTwo,
    BillContribution,
    WithdrawBill,
    EstimateLosses,
  ],
  exports: [...PUBLIC, LedgerModule],
})
export class AccountingModule {}
