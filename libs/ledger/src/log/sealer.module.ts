import { Module } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { CONFIG } from '@app/platform';
import type { Config } from '@app/platform';

import { LedgerModule } from '../ledger.module';
import { CHECKPOINT_PLACES } from './checkpoint-place';
import { checkpointPlaces } from './checkpoint-places';
import { GuardedSeal } from './guarded-seal';
import { Publisher } from './publisher';
import { RecordPublication } from '../operations/record-publication';
import { Sealer } from './sealer';

/** Seals the ledger and publishes its checkpoints, in the process that imports it. */
@Module({
  imports: [LedgerModule],
  providers: [
    {
      provide: CHECKPOINT_PLACES,
      inject: [CONFIG, Clock],
      useFactory: ({ ledger }: Config, clock: Clock) => checkpointPlaces(ledger, clock),
    },
    RecordPublication,
    GuardedSeal,
    Publisher,
    Sealer,
  ],
  exports: [GuardedSeal],
})
export class SealerModule {}
