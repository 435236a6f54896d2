import { Injectable } from '@nestjs/common';

import { ChangeClaim, ChangePayoutMethod } from '@app/claims';
import type { ClaimEntity, PayoutMethodChange } from '@app/claims';
import type { Actor, Tx } from '@app/platform';

import { ReorderQueries } from '../reorder.queries';

/**
 * Says where the award of a claim is to go. Of one whose payout could not be made, or came back, it
 * shows what comes next by all of its payouts: what people have to find out about one of them stays
 * first, and only where nothing else is in the way is it for a person to order again.
 */
@Injectable()
export class ChangePayee {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly changePayoutMethod: ChangePayoutMethod,
    private readonly reorders: ReorderQueries,
  ) {}

  /** Refuses what `ChangePayoutMethod` refuses. */
  async run(
    tx: Tx,
    actor: Actor,
    { claimId, method }: Pick<PayoutMethodChange, 'claimId' | 'method'>,
  ): Promise<ClaimEntity> {
    const claim = await this.changeClaim.lock(tx, claimId);
    const stepOnceNamed = await this.reorders.stepOnceNamed(tx, claim);
    return this.changePayoutMethod.run(tx, actor, { claimId, method, stepOnceNamed });
  }
}
