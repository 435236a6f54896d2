import { Injectable } from '@nestjs/common';

import { RemindClaimant } from '@app/claims';
import { UnitOfWork } from '@app/platform';

import { TellClaimant } from './tell-claimant';

/** Sends the reminder that is due on a claim: what counts as a reminder has gone out. */
@Injectable()
export class SendReminder {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly remindClaimant: RemindClaimant,
    private readonly tellClaimant: TellClaimant,
  ) {}

  /** Safe to repeat and to run twice at once: the next reminder is due later. */
  async run({ claimId }: { claimId: string }): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const isDue = await this.remindClaimant.run(tx, claimId);
      if (isDue) await this.tellClaimant.within(tx, claimId);
    });
  }
}
