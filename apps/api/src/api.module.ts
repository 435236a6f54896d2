import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';

import { AuditModule } from '@app/audit';
import { ClaimsModule } from '@app/claims';
import { MessagingModule } from '@app/messaging';
import { PayoutsModule, ReconciliationModule } from '@app/payouts';
import { AccessGuard, Metrics } from '@app/platform';
import { RecoveriesModule } from '@app/recoveries';
import { ReportsModule } from '@app/reports';
import { ReviewModule } from '@app/review';

import { BundleController } from './bundle/bundle.controller';
import { BUNDLE_PROVIDERS } from './bundle/claim-bundle';
import { CallListController } from './callbacks/call-list.controller';
import { CallbackPresenter } from './callbacks/callback-presenter';
import { CallbackSlotsController } from './callbacks/callback-slots.controller';
import { CallbacksController } from './callbacks/callbacks.controller';
import { ClaimCallbacksController } from './callbacks/claim-callbacks.controller';
import { ContactController } from './callbacks/contact.controller';
import { ChannelsController } from './channels/channels.controller';
import { AppealPresenter } from './claims/appeal-presenter';
import { AppealsController } from './claims/appeals.controller';
import { ClaimLivesController } from './claims/claim-lives.controller';
import { ClaimPresenter } from './claims/claim-presenter';
import { ClaimsController } from './claims/claims.controller';
import { ClockPresenter } from './claims/clock-presenter';
import { ClocksController } from './claims/clocks.controller';
import { DraftFilesController } from './claims/draft-files.controller';
import { DraftFilingController } from './claims/draft-filing.controller';
import { DraftPresenter } from './claims/draft-presenter';
import { DraftsController } from './claims/drafts.controller';
import { FindingsController } from './claims/findings.controller';
import { IncidentsController } from './claims/incidents.controller';
import { EvidenceContent } from './claims/evidence-content';
import { EvidenceLinksController } from './claims/evidence-links.controller';
import { EvidencePresenter } from './claims/evidence-presenter';
import { EvidenceUploadsController } from './claims/evidence-uploads.controller';
import { EvidenceController } from './claims/evidence.controller';
import { HandedInFiles } from './claims/handed-in-file';
import { InformationPresenter } from './claims/information-presenter';
import { InformationController } from './claims/information.controller';
import { PayoutMethodController } from './claims/payout-method.controller';
import { RecordedFactsController } from './claims/recorded-facts.controller';
import { UploadPartsController } from './claims/upload-parts.controller';
import { VulnerabilityController } from './claims/vulnerability.controller';
import { AuditRecordsController } from './controls/audit-records.controller';
import { ChangesController } from './controls/changes.controller';
import { InvitationsController } from './controls/invitations.controller';
import { LimitsController } from './controls/limits.controller';
import { UsersController } from './controls/users.controller';
import { ContributionsController } from './funds/contributions.controller';
import { FundEventsController } from './funds/fund-events.controller';
import { FundsController } from './funds/funds.controller';
import { GuaranteeController } from './guarantee/guarantee.controller';
import { GAUGE_PROVIDERS } from './health/gauge-sets';
import { HealthController } from './health/health.controller';
import { MetricsController } from './health/metrics.controller';
import { TakesFileGuard } from './http/takes-file';
import { Writes } from './http/writes';
import { AuthController } from './identity/auth.controller';
import { ClosingsController } from './ledger/closings.controller';
import { AccountsController } from './ledger/accounts.controller';
import { LedgerController } from './ledger/ledger.controller';
import { LogController } from './ledger/log.controller';
import { ProofsController } from './ledger/proofs.controller';
import { InboundMailsController } from './mail/inbound-mails.controller';
import { LetterLinksController } from './mail/letter-links.controller';
import { OutboxController } from './mail/outbox.controller';
import { ImportsController } from './payments/imports.controller';
import { PayersController } from './payments/payers.controller';
import { PaymentsController } from './payments/payments.controller';
import { BankFilesController } from './payouts/bank-files.controller';
import { BankReportsController } from './payouts/bank-reports.controller';
import { CreditResolutionsController } from './payouts/credit-resolutions.controller';
import { GoodwillController } from './payouts/goodwill.controller';
import { PayoutPresenter } from './payouts/payout-presenter';
import { PayoutsController } from './payouts/payouts.controller';
import { RailWebhooksController } from './payouts/rail-webhooks.controller';
import { ReordersController } from './payouts/reorders.controller';
import { TakeBacksController } from './payouts/take-backs.controller';
import { ResolutionsController } from './payouts/resolutions.controller';
import { LiveController } from './live/live.controller';
import { LiveFeed } from './live/live-feed';
import { LiveStreams } from './live/live-streams';
import { ComparisonsController } from './programs/comparisons.controller';
import { ProgramVersionsController } from './programs/program-versions.controller';
import { ProgramsController } from './programs/programs.controller';
import { ClawbackObjectionsController } from './recoveries/clawback-objections.controller';
import { CounterpartiesController } from './recoveries/counterparties.controller';
import { CounterpartyStatementsController } from './recoveries/counterparty-statements.controller';
import { NewReceiptsController } from './recoveries/new-receipts.controller';
import { ReceiptPresenter } from './recoveries/receipt-presenter';
import { ReceiptsController } from './recoveries/receipts.controller';
import { RecoveriesController } from './recoveries/recoveries.controller';
import { RecoveryPresenter } from './recoveries/recovery-presenter';
import { RecoveryProposalsController } from './recoveries/recovery-proposals.controller';
import { RecoveryStepsController } from './recoveries/recovery-steps.controller';
import { BreakPresenter } from './reconciliation/break-presenter';
import { BreaksController } from './reconciliation/breaks.controller';
import { MatchesController } from './reconciliation/matches.controller';
import { ReconciliationController } from './reconciliation/reconciliation.controller';
import { SuspenseReceipts } from './reconciliation/suspense-receipts';
import { StatementsController } from './reconciliation/statements.controller';
import { UndoneBreaksController } from './reconciliation/undone-breaks.controller';
import { WithdrawalsController } from './reconciliation/withdrawals.controller';
import { ReportsController } from './reports/reports.controller';
import { AssessmentsController } from './review/assessments.controller';
import { AssignmentsController } from './review/assignments.controller';
import { DecisionPresenter } from './review/decision-presenter';
import { DecisionsController } from './review/decisions.controller';
import { LettersController } from './review/letters.controller';
import { QueuePresenter } from './review/queue-presenter';
import { QueueController } from './review/queue.controller';
import { ReasonCodesController } from './review/reason-codes.controller';
import { RiskPresenter } from './review/risk-presenter';
import { SnoozesController } from './review/snoozes.controller';
import { VerdictsController } from './review/verdicts.controller';
import { ViewingsController } from './review/viewings.controller';
import { SearchController } from './search/search.controller';
import { SupportController } from './support/support.controller';
import { MessageChecksController } from './thread/message-checks.controller';
import { MessagesController } from './thread/messages.controller';
import { MissLimit } from './thread/miss-limit';
import { NotePresenter } from './thread/note-presenter';
import { NotesController } from './thread/notes.controller';
import { PhraseController } from './thread/phrase.controller';
import { RedactionsController } from './thread/redactions.controller';
import { ThreadPresenter } from './thread/thread-presenter';
import { EventsController } from './webhooks/events.controller';
import { ShownSecrets } from './webhooks/shown-secrets';
import { WebhookDeliveriesController } from './webhooks/webhook-deliveries.controller';
import { WebhookEndpointsController } from './webhooks/webhook-endpoints.controller';

/** The HTTP side: controllers and presenters over the libs. The process adds `PlatformModule`. */
@Module({
  imports: [
    AuditModule,
    ClaimsModule,
    ReviewModule,
    PayoutsModule,
    ReconciliationModule,
    RecoveriesModule,
    MessagingModule,
    ReportsModule,
  ],
  controllers: [
    AuthController,
    PaymentsController,
    PayersController,
    ImportsController,
    ClaimsController,
    AppealsController,
    ClaimLivesController,
    PayoutMethodController,
    ClocksController,
    RecordedFactsController,
    DraftsController,
    DraftFilingController,
    DraftFilesController,
    IncidentsController,
    FindingsController,
    VulnerabilityController,
    EvidenceController,
    EvidenceUploadsController,
    UploadPartsController,
    EvidenceLinksController,
    InformationController,
    OutboxController,
    LetterLinksController,
    LiveController,
    ClaimCallbacksController,
    CallbacksController,
    CallListController,
    CallbackSlotsController,
    ContactController,
    QueueController,
    AssignmentsController,
    SnoozesController,
    ViewingsController,
    SearchController,
    SupportController,
    AssessmentsController,
    DecisionsController,
    VerdictsController,
    ReasonCodesController,
    LettersController,
    BundleController,
    MessagesController,
    NotesController,
    RedactionsController,
    PhraseController,
    MessageChecksController,
    BankFilesController,
    BankReportsController,
    PayoutsController,
    ResolutionsController,
    CreditResolutionsController,
    ReordersController,
    TakeBacksController,
    GoodwillController,
    RailWebhooksController,
    StatementsController,
    BreaksController,
    UndoneBreaksController,
    WithdrawalsController,
    MatchesController,
    ReconciliationController,
    RecoveriesController,
    RecoveryStepsController,
    RecoveryProposalsController,
    ClawbackObjectionsController,
    NewReceiptsController,
    ReceiptsController,
    CounterpartiesController,
    CounterpartyStatementsController,
    // Before the packs: their proposals stand at an address that could be a pack's name.
    ProgramVersionsController,
    ComparisonsController,
    ProgramsController,
    AccountsController,
    ClosingsController,
    LedgerController,
    LogController,
    ProofsController,
    FundsController,
    ContributionsController,
    FundEventsController,
    AuditRecordsController,
    ChangesController,
    InvitationsController,
    LimitsController,
    UsersController,
    ReportsController,
    GuaranteeController,
    InboundMailsController,
    ChannelsController,
    EventsController,
    WebhookEndpointsController,
    WebhookDeliveriesController,
    HealthController,
    MetricsController,
  ],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: TakesFileGuard },
    Writes,
    LiveFeed,
    LiveStreams,
    Metrics,
    ...GAUGE_PROVIDERS,
    BreakPresenter,
    SuspenseReceipts,
    RecoveryPresenter,
    ReceiptPresenter,
    ShownSecrets,
    ClaimPresenter,
    PayoutPresenter,
    EvidencePresenter,
    EvidenceContent,
    HandedInFiles,
    InformationPresenter,
    CallbackPresenter,
    AppealPresenter,
    DraftPresenter,
    ClockPresenter,
    DecisionPresenter,
    ...BUNDLE_PROVIDERS,
    QueuePresenter,
    RiskPresenter,
    ThreadPresenter,
    NotePresenter,
    MissLimit,
  ],
})
export class ApiModule {}
