import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { claimBooking, reserveOnTop } from '@app/claims';
import type { ClaimEntity, ClaimLineEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { SYSTEM } from '@app/platform';
import type { Tx } from '@app/platform';

import type { AssessmentEntity } from '../persistence/assessment.entity';

/** Raises or lowers the case reserve to what a claim is expected to cost by what is known now. */
@Injectable()
export class AdjustReserve {
  constructor(
    private readonly postEvents: PostEvents,
    private readonly clock: Clock,
  ) {}

  /**
   * Books the change (E07) once per assessment, which is its cause; nothing when the estimate is
   * the same. The claim must be locked by this transaction and wait for its decision still. The
   * caller writes the reserve that this returns, in minor units, to the claim in the same commit.
   */
  async run(
    tx: Tx,
    claim: ClaimEntity,
    { id: causeId, result }: Pick<AssessmentEntity, 'id' | 'result'>,
    lines: readonly ClaimLineEntity[],
  ): Promise<bigint> {
    const { currency } = claim;
    const open = lines.filter(({ status }) => status === 'claimed');
    // A pack pays in its own currency only; the rest is for a person to deny.
    const reserveMinor =
      result.award.currency === currency
        ? reserveOnTop(result, open, claim.awardedMinor ?? 0n)
        : 0n;
    const from = Money.of(claim.reserveMinor, currency);
    const to = Money.of(reserveMinor, currency);
    const booking = { actorId: SYSTEM.id, occurredAt: this.clock.now(), causeId };
    await this.postEvents.run(tx, [{ code: 'E07', from, to }], claimBooking(claim, booking));
    return reserveMinor;
  }
}
