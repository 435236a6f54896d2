import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AuditModule } from '@app/audit';
import { ClaimsModule } from '@app/claims';
import { CONFIG } from '@app/platform';
import type { Config } from '@app/platform';
import { ProgramsModule } from '@app/programs';

import { AwardedPayments } from './awarded-payments';
import { AdvancePayout } from './operations/advance-payout';
import { GiveUpPayout } from './operations/give-up-payout';
import { OpenPayouts } from './operations/open-payouts';
import { ReceiveNotice } from './operations/receive-notice';
import { RecordAnswer } from './operations/record-answer';
import { RefillAllotment } from './operations/refill-allotment';
import { SubmitPayout } from './operations/submit-payout';
import { Payees } from './payees';
import { PayoutQueries } from './payouts.queries';
import { PayoutAnswerEntity } from './persistence/payout-answer.entity';
import { PayoutAttemptEntity } from './persistence/payout-attempt.entity';
import { PayoutEntity } from './persistence/payout.entity';
import { RailNoticeEntity } from './persistence/rail-notice.entity';
import { RailDirectory } from './rails/rail-directory';
import { SimulatedRailAdapter } from './rails/simulated.rail';

export const PAYOUT_ENTITIES = [
  PayoutEntity,
  PayoutAttemptEntity,
  PayoutAnswerEntity,
  RailNoticeEntity,
];

/** The rails that the configuration names; their signatures carry the time of the wall clock. */
function configuredRails(config: Config): RailDirectory {
  const { simulated } = config.rails;
  if (simulated === null) return new RailDirectory([]);
  const { url, secret, webhookSecret } = simulated;
  return new RailDirectory([
    new SimulatedRailAdapter({ url, secret, webhookSecrets: [webhookSecret] }),
  ]);
}

@Module({
  imports: [TypeOrmModule.forFeature(PAYOUT_ENTITIES), ClaimsModule, ProgramsModule, AuditModule],
  providers: [
    { provide: RailDirectory, useFactory: configuredRails, inject: [CONFIG] },
    PayoutQueries,
    AwardedPayments,
    Payees,
    RecordAnswer,
    SubmitPayout,
    GiveUpPayout,
    AdvancePayout,
    RefillAllotment,
    OpenPayouts,
    ReceiveNotice,
  ],
  exports: [
    PayoutQueries,
    AdvancePayout,
    RefillAllotment,
    OpenPayouts,
    ReceiveNotice,
    RailDirectory,
  ],
})
export class PayoutsModule {}
