import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Reads } from '@app/platform';
import { RecoveryQueries } from '@app/recoveries';
import type { RecoveryEntity } from '@app/recoveries';

import { presentRecovery, presentWholeRecovery } from './present-recovery';

/** Shows recoveries. */
@Injectable()
export class RecoveryPresenter {
  constructor(
    private readonly recoveries: RecoveryQueries,
    private readonly clock: Clock,
  ) {}

  /** Without its history, as it stands in a list. */
  listed(recovery: RecoveryEntity): object {
    return presentRecovery(recovery, this.clock.now());
  }

  async whole(reads: Reads, recovery: RecoveryEntity): Promise<object> {
    const steps = await this.recoveries.steps(reads, recovery);
    const proposals = await this.recoveries.proposals(reads, recovery);
    return presentWholeRecovery(recovery, { steps, proposals, now: this.clock.now() });
  }
}
