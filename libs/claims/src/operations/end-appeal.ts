import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import { Clock } from '@app/kernel';
import type { Tx } from '@app/platform';

import { ClaimAppealEntity } from '../persistence/claim-appeal.entity';
import type { ClaimEntity } from '../persistence/claim.entity';

/** Ends the appeal that is open on a claim, if there is one: it was answered, or withdrawn. */
@Injectable()
export class EndAppeal {
  constructor(private readonly clock: Clock) {}

  /**
   * The claim must be locked by this transaction. `answerId` is the final decision that answers the
   * appeal; null when the claimant withdrew it. One that waits for a payout goes on waiting.
   */
  async run(
    tx: Tx,
    claim: Pick<ClaimEntity, 'lane' | 'id'>,
    answerId: string | null,
  ): Promise<void> {
    const ended = answerId === null ? ('withdrawn' as const) : ('answered' as const);
    await tx
      .createQueryBuilder()
      .update(ClaimAppealEntity)
      .set({ endedAt: this.clock.now(), ending: ended, answerId })
      .where({ lane: claim.lane, claimId: claim.id, endedAt: IsNull() })
      .andWhere('opened_at IS NOT NULL')
      .execute();
  }
}
