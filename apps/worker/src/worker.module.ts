import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';

import { AccountingModule } from '@app/accounting';
import { AuditModule } from '@app/audit';
import { ClaimsModule } from '@app/claims';
import { SealerModule } from '@app/ledger';
import { EventNumberer, MailListener, MessagingModule } from '@app/messaging';
import { PayoutsModule, ReconciliationModule } from '@app/payouts';
import { JobCanary, JobsModule } from '@app/platform';
import type { Config, DatabaseLogin } from '@app/platform';
import { RecoveriesModule } from '@app/recoveries';
import { ReportsModule } from '@app/reports';
import { ReviewModule } from '@app/review';

import { ALL_JOBS } from './all-jobs';
import { ApplyChangeProcessor } from './audit/apply-change.processor';
import { BreakClocksProcessor } from './claims/break-clocks.processor';
import { DiscardFileProcessor } from './claims/discard-file.processor';
import { DiscardUploadProcessor } from './claims/discard-upload.processor';
import { ExpireDraftProcessor } from './claims/expire-draft.processor';
import { OpenAppealProcessor } from './claims/open-appeal.processor';
import { PrepareEvidenceProcessor } from './claims/prepare-evidence.processor';
import { ReassignClaimProcessor } from './claims/reassign-claim.processor';
import { EarnContributionProcessor } from './funds/earn-contribution.processor';
import { TendFundProcessor } from './funds/tend-fund.processor';
import { AnswerMailProcessor } from './messaging/answer-mail.processor';
import { DeliverMessageProcessor } from './messaging/deliver-message.processor';
import { DeliverWebhookProcessor } from './messaging/deliver-webhook.processor';
import { MakeUpCallbackProcessor } from './messaging/make-up-callback.processor';
import { PassDueTimeProcessor } from './messaging/pass-due-time.processor';
import { ReadMailProcessor } from './messaging/read-mail.processor';
import { RemindClaimantProcessor } from './messaging/remind-claimant.processor';
import { TellClaimantProcessor } from './messaging/tell-claimant.processor';
import { TellFundEventProcessor } from './messaging/tell-fund-event.processor';
import { TellWebhookOwnerProcessor } from './messaging/tell-webhook-owner.processor';
import { ImportPaymentsProcessor } from './payments/import-payments.processor';
import { AdvancePayoutProcessor } from './payouts/advance-payout.processor';
import { OpenPayoutsProcessor } from './payouts/open-payouts.processor';
import { ReconcileBookProcessor } from './payouts/reconcile-book.processor';
import { RefillAllotmentProcessor } from './payouts/refill-allotment.processor';
import { TakeBackCreditProcessor } from './payouts/take-back-credit.processor';
import { TendCreditProcessor } from './payouts/tend-credit.processor';
import { CanaryProcessor } from './platform/canary.processor';
import { ForgetAnswersProcessor } from './platform/forget-answers.processor';
import { ForgetRefusalsProcessor } from './platform/forget-refusals.processor';
import { ComparePacksProcessor } from './programs/compare-packs.processor';
import { AgeRecoveryProcessor } from './recoveries/age-recovery.processor';
import { OpenRecoveriesProcessor } from './recoveries/open-recoveries.processor';
import { RecoverCreditProcessor } from './recoveries/recover-credit.processor';
import { ShowObjectionProcessor } from './recoveries/show-objection.processor';
import { AssessClaimProcessor } from './review/assess-claim.processor';

/** Background work: a thin processor per kind of job, the sweep for lost work, the sealer. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config, login: DatabaseLogin): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        JobsModule.forRoot({ ...config, login, jobs: ALL_JOBS }),
        AuditModule,
        AccountingModule,
        ClaimsModule,
        ReviewModule,
        PayoutsModule,
        ReconciliationModule,
        RecoveriesModule,
        MessagingModule,
        ReportsModule,
        SealerModule,
      ],
      providers: [
        JobCanary,
        CanaryProcessor,
        ImportPaymentsProcessor,
        AssessClaimProcessor,
        BreakClocksProcessor,
        PassDueTimeProcessor,
        RemindClaimantProcessor,
        TellClaimantProcessor,
        DeliverMessageProcessor,
        DeliverWebhookProcessor,
        TellWebhookOwnerProcessor,
        MakeUpCallbackProcessor,
        MailListener,
        EventNumberer,
        ReadMailProcessor,
        AnswerMailProcessor,
        ExpireDraftProcessor,
        OpenAppealProcessor,
        ReassignClaimProcessor,
        PrepareEvidenceProcessor,
        DiscardFileProcessor,
        DiscardUploadProcessor,
        OpenPayoutsProcessor,
        AdvancePayoutProcessor,
        RefillAllotmentProcessor,
        TendFundProcessor,
        TellFundEventProcessor,
        EarnContributionProcessor,
        TendCreditProcessor,
        TakeBackCreditProcessor,
        RecoverCreditProcessor,
        ReconcileBookProcessor,
        OpenRecoveriesProcessor,
        AgeRecoveryProcessor,
        ShowObjectionProcessor,
        ForgetRefusalsProcessor,
        ComparePacksProcessor,
        ApplyChangeProcessor,
        ForgetAnswersProcessor,
      ],
    };
  }
}
