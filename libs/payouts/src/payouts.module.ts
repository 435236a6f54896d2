import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AuditModule } from '@app/audit';
import { ClaimsModule } from '@app/claims';
import { Clock } from '@app/kernel';
import { CONFIG, UnitOfWork } from '@app/platform';
import { ProgramsModule } from '@app/programs';

import { AwardedPayments } from './awarded-payments';
import {
  GOODWILL_ENTITIES,
  GOODWILL_PROVIDERS,
  GOODWILL_PUBLIC,
} from './goodwill/goodwill-providers';
import { AdvancePayout } from './operations/advance-payout';
import { ApplyAnswer } from './operations/apply-answer';
import { ApproveResolution } from './operations/approve-resolution';
import { AskNow } from './operations/ask-now';
import { FillRails } from './operations/fill-rails';
import { FollowPayout } from './operations/follow-payout';
import { GatherAllotment } from './operations/gather-allotment';
import { GiveUpPayout } from './operations/give-up-payout';
import { OpenPayouts } from './operations/open-payouts';
import { OrderRecovered } from './operations/order-recovered';
import { JudgeTakeBack } from './operations/judge-take-back';
import { ProposeTakeBack } from './operations/propose-take-back';
import { TakeBackAward } from './operations/take-back-award';
import { ProposeResolution } from './operations/propose-resolution';
import { ReceiveNotice } from './operations/receive-notice';
import { RecordAnswer } from './operations/record-answer';
import { RefillAllotment } from './operations/refill-allotment';
import { ChangePayee } from './operations/change-payee';
import { ReorderPayouts } from './operations/reorder-payouts';
import { SubmitPayout } from './operations/submit-payout';
import { Payees } from './payees';
import { PayoutQueries } from './payouts.queries';
import { AwardTakeBackVerdictEntity } from './persistence/award-take-back-verdict.entity';
import { AwardTakeBackEntity } from './persistence/award-take-back.entity';
import { PayoutAnswerEntity } from './persistence/payout-answer.entity';
import { PayoutAttemptEntity } from './persistence/payout-attempt.entity';
import { PayoutReorderEntity } from './persistence/payout-reorder.entity';
import { PayoutResolutionApprovalEntity } from './persistence/payout-resolution-approval.entity';
import { PayoutResolutionEntity } from './persistence/payout-resolution.entity';
import { PayoutEntity } from './persistence/payout.entity';
import { RailBreakerEntity } from './persistence/rail-breaker.entity';
import { RailDayEntity } from './persistence/rail-day.entity';
import { RailNoticeEntity } from './persistence/rail-notice.entity';
import {
  PROVISIONAL_ENTITIES,
  PROVISIONAL_PROVIDERS,
  PROVISIONAL_PUBLIC,
} from './provisional/provisional-providers';
import { BankFileQueries } from './rails/bank/bank-file.queries';
import { BankReportFiles } from './rails/bank/bank-report-files';
import { AskAboutReport } from './rails/bank/operations/ask-about-report';
import { DownloadBankFile } from './rails/bank/operations/download-bank-file';
import { MakeBankFile } from './rails/bank/operations/make-bank-file';
import { ReleaseBankFile } from './rails/bank/operations/release-bank-file';
import { ReleaseBankReport } from './rails/bank/operations/release-bank-report';
import { TakeBankReport } from './rails/bank/operations/take-bank-report';
import { BANK_ENTITIES } from './rails/bank/persistence/bank-entities';
import { configuredRails } from './rails/configured-rails';
import { RailDirectory } from './rails/rail-directory';
import { RECONCILIATION_ENTITIES } from './reconciliation/persistence/reconciliation-entities';
import { ReorderQueries } from './reorder.queries';
import { TakeBackQueries } from './take-back.queries';
import { ResolutionQueries } from './resolution.queries';

export const PAYOUT_ENTITIES = [
  PayoutEntity,
  PayoutAttemptEntity,
  PayoutAnswerEntity,
  PayoutResolutionEntity,
  PayoutResolutionApprovalEntity,
  PayoutReorderEntity,
  AwardTakeBackEntity,
  AwardTakeBackVerdictEntity,
  RailNoticeEntity,
  RailDayEntity,
  RailBreakerEntity,
  ...BANK_ENTITIES,
  ...PROVISIONAL_ENTITIES,
  ...GOODWILL_ENTITIES,
  ...RECONCILIATION_ENTITIES,
];

/** What others may use; the rest of the providers works behind it. */
const PUBLIC = [
  PayoutQueries,
  ResolutionQueries,
  ProposeResolution,
  ApproveResolution,
  ChangePayee,
  ReorderPayouts,
  TakeBackQueries,
  ProposeTakeBack,
  JudgeTakeBack,
  AskNow,
  AdvancePayout,
  RefillAllotment,
  FillRails,
  OpenPayouts,
  OrderRecovered,
  ...PROVISIONAL_PUBLIC,
  ...GOODWILL_PUBLIC,
  ReceiveNotice,
  BankFileQueries,
  BankReportFiles,
  MakeBankFile,
  ReleaseBankFile,
  DownloadBankFile,
  TakeBankReport,
  ReleaseBankReport,
];

@Module({
  imports: [TypeOrmModule.forFeature(PAYOUT_ENTITIES), ClaimsModule, ProgramsModule, AuditModule],
  providers: [
    { provide: RailDirectory, useFactory: configuredRails, inject: [CONFIG, UnitOfWork, Clock] },
    ...PUBLIC,
    ...PROVISIONAL_PROVIDERS,
    ...GOODWILL_PROVIDERS,
    AskAboutReport,
    AwardedPayments,
    Payees,
    ReorderQueries,
    TakeBackAward,
    FollowPayout,
    GatherAllotment,
    ApplyAnswer,
    RecordAnswer,
    SubmitPayout,
    GiveUpPayout,
  ],
  exports: [RailDirectory, ...PUBLIC],
})
export class PayoutsModule {}
