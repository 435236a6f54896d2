import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';

import { ClaimsModule } from '@app/claims';
import { SealerModule } from '@app/ledger';
import { PayoutsModule } from '@app/payouts';
import { JobsModule } from '@app/platform';
import type { Config, DatabaseLogin } from '@app/platform';
import { ReportsModule } from '@app/reports';
import { ReviewModule } from '@app/review';

import { ALL_JOBS } from './all-jobs';
import { BreakClocksProcessor } from './claims/break-clocks.processor';
import { ImportPaymentsProcessor } from './payments/import-payments.processor';
import { AdvancePayoutProcessor } from './payouts/advance-payout.processor';
import { OpenPayoutsProcessor } from './payouts/open-payouts.processor';
import { RefillAllotmentProcessor } from './payouts/refill-allotment.processor';
import { ComparePacksProcessor } from './programs/compare-packs.processor';
import { AssessClaimProcessor } from './review/assess-claim.processor';

/** Background work: a thin processor per kind of job, the sweep for lost work, the sealer. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config, login: DatabaseLogin): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        JobsModule.forRoot({ login, jobs: ALL_JOBS, sweepIntervalMs: config.sweepIntervalMs }),
        ClaimsModule,
        ReviewModule,
        PayoutsModule,
        ReportsModule,
        SealerModule,
      ],
      providers: [
        ImportPaymentsProcessor,
        AssessClaimProcessor,
        BreakClocksProcessor,
        OpenPayoutsProcessor,
        AdvancePayoutProcessor,
        RefillAllotmentProcessor,
        ComparePacksProcessor,
      ],
    };
  }
}
