import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';

import { ClaimsModule } from '@app/claims';
import { PayoutsModule } from '@app/payouts';
import { AccessGuard, Metrics } from '@app/platform';
import { ReportsModule } from '@app/reports';
import { ReviewModule } from '@app/review';

import { ClaimPresenter } from './claims/claim-presenter';
import { ClaimsController } from './claims/claims.controller';
import { ClockPresenter } from './claims/clock-presenter';
import { ClocksController } from './claims/clocks.controller';
import { EvidenceController } from './claims/evidence.controller';
import { RecordedFactsController } from './claims/recorded-facts.controller';
import { FundsController } from './funds/funds.controller';
import { GuaranteeController } from './guarantee/guarantee.controller';
import { HealthController } from './health/health.controller';
import { LedgerGauges } from './health/ledger-gauges';
import { MetricsController } from './health/metrics.controller';
import { TakesFileGuard } from './http/takes-file';
import { Writes } from './http/writes';
import { AuthController } from './identity/auth.controller';
import { ClosingsController } from './ledger/closings.controller';
import { AccountsController } from './ledger/accounts.controller';
import { LedgerController } from './ledger/ledger.controller';
import { LogController } from './ledger/log.controller';
import { ProofsController } from './ledger/proofs.controller';
import { ImportsController } from './payments/imports.controller';
import { PaymentsController } from './payments/payments.controller';
import { PayoutsController } from './payouts/payouts.controller';
import { RailWebhooksController } from './payouts/rail-webhooks.controller';
import { ComparisonsController } from './programs/comparisons.controller';
import { ProgramVersionsController } from './programs/program-versions.controller';
import { ProgramsController } from './programs/programs.controller';
import { ReportsController } from './reports/reports.controller';
import { DecisionPresenter } from './review/decision-presenter';
import { DecisionsController } from './review/decisions.controller';
import { ReviewController } from './review/review.controller';

/** The HTTP side: controllers and presenters over the libs. The process adds `PlatformModule`. */
@Module({
  imports: [ClaimsModule, ReviewModule, PayoutsModule, ReportsModule],
  controllers: [
    AuthController,
    PaymentsController,
    ImportsController,
    ClaimsController,
    ClocksController,
    RecordedFactsController,
    EvidenceController,
    ReviewController,
    DecisionsController,
    PayoutsController,
    RailWebhooksController,
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
    ReportsController,
    GuaranteeController,
    HealthController,
    MetricsController,
  ],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: TakesFileGuard },
    Writes,
    Metrics,
    LedgerGauges,
    ClaimPresenter,
    ClockPresenter,
    DecisionPresenter,
  ],
})
export class ApiModule {}
