import { Injectable } from '@nestjs/common';

import { BreakClocks, PassDueTime } from '@app/claims';
import { UnitOfWork } from '@app/platform';

import { TellClaimant } from './tell-claimant';

/**
 * Records what was not done in time, and tells the claimant first: why, and by when instead. Both
 * are one commit, so that nobody ever acts on a broken promise before its claimant is told of it.
 */
@Injectable()
export class TellLate {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly breakClocks: BreakClocks,
    private readonly passDueTime: PassDueTime,
    private readonly tellClaimant: TellClaimant,
  ) {}

  /** Safe to repeat and to run twice at once: the second run finds nothing that has passed. */
  async run({ claimId }: { claimId: string }): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      await this.breakClocks.within(tx, claimId);
      await this.passDueTime.run(tx, claimId);
      await this.tellClaimant.within(tx, claimId);
    });
  }
}
