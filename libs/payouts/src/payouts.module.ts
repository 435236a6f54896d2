import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AuditModule } from '@app/audit';
import { ClaimsModule } from '@app/claims';
import { Clock } from '@app/kernel';
import { CONFIG, UnitOfWork } from '@app/platform';
import { ProgramsModule } from '@app/programs';

import { AwardedPayments } from './awarded-payments';
import { AdvancePayout } from './operations/advance-payout';
import { ApplyAnswer } from './operations/apply-answer';
import { ApproveResolution } from './operations/approve-resolution';
import { AskNow } from './operations/ask-now';
import { FollowPayout } from './operations/follow-payout';
import { GiveUpPayout } from './operations/give-up-payout';
import { OpenPayouts } from './operations/open-payouts';
import { ProposeResolution } from './operations/propose-resolution';
import { ReceiveNotice } from './operations/receive-notice';
import { RecordAnswer } from './operations/record-answer';
import { RefillAllotment } from './operations/refill-allotment';
import { ReorderPayouts } from './operations/reorder-payouts';
import { SubmitPayout } from './operations/submit-payout';
import { Payees } from './payees';
import { PayoutQueries } from './payouts.queries';
import { PayoutAnswerEntity } from './persistence/payout-answer.entity';
import { PayoutAttemptEntity } from './persistence/payout-attempt.entity';
import { PayoutReorderEntity } from './persistence/payout-reorder.entity';
import { PayoutResolutionApprovalEntity } from './persistence/payout-resolution-approval.entity';
import { PayoutResolutionEntity } from './persistence/payout-resolution.entity';
import { PayoutEntity } from './persistence/payout.entity';
import { RailBreakerEntity } from './persistence/rail-breaker.entity';
import { RailDayEntity } from './persistence/rail-day.entity';
import { RailNoticeEntity } from './persistence/rail-notice.entity';
import { BankFileQueries } from './rails/bank/bank-file.queries';
import { BankReportFiles } from './rails/bank/bank-report-files';
import { DownloadBankFile } from './rails/bank/operations/download-bank-file';
import { MakeBankFile } from './rails/bank/operations/make-bank-file';
import { ReleaseBankFile } from './rails/bank/operations/release-bank-file';
import { TakeBankReport } from './rails/bank/operations/take-bank-report';
import { BANK_ENTITIES } from './rails/bank/persistence/bank-entities';
import { configuredRails } from './rails/configured-rails';
import { RailDirectory } from './rails/rail-directory';
import { RECONCILIATION_ENTITIES } from './reconciliation/persistence/reconciliation-entities';
import { ReorderQueries } from './reorder.queries';
import { ResolutionQueries } from './resolution.queries';

export const PAYOUT_ENTITIES = [
  PayoutEntity,
  PayoutAttemptEntity,
  PayoutAnswerEntity,
  PayoutResolutionEntity,
  PayoutResolutionApprovalEntity,
  PayoutReorderEntity,
  RailNoticeEntity,
  RailDayEntity,
  RailBreakerEntity,
  ...BANK_ENTITIES,
  ...RECONCILIATION_ENTITIES,
];

/** What others may use; the rest of the providers works behind it. */
const PUBLIC = [
  PayoutQueries,
  ResolutionQueries,
  ProposeResolution,
  ApproveResolution,
  ReorderPayouts,
  AskNow,
  AdvancePayout,
  RefillAllotment,
  OpenPayouts,
  ReceiveNotice,
  BankFileQueries,
  BankReportFiles,
  MakeBankFile,
  ReleaseBankFile,
  DownloadBankFile,
  TakeBankReport,
];

@Module({
  imports: [TypeOrmModule.forFeature(PAYOUT_ENTITIES), ClaimsModule, ProgramsModule, AuditModule],
  providers: [
    { provide: RailDirectory, useFactory: configuredRails, inject: [CONFIG, UnitOfWork, Clock] },
    ...PUBLIC,
    AwardedPayments,
    Payees,
    ReorderQueries,
    FollowPayout,
    ApplyAnswer,
    RecordAnswer,
    SubmitPayout,
    GiveUpPayout,
  ],
  exports: [RailDirectory, ...PUBLIC],
})
export class PayoutsModule {}
