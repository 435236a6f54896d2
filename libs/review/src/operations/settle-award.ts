import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { ClaimLineEntity, claimBooking, heldByAward } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { ChangeClaimed } from '@app/payments';
import type { Actor, Tx } from '@app/platform';

import { eventsOf } from '../domain/decision-events';
import { AwardEntity } from '../persistence/award.entity';
import type { DecisionEntity } from '../persistence/decision.entity';

/** Writes the awards of a decision on the lines, frees the rest of the payments, and books it. */
@Injectable()
export class SettleAward {
  constructor(
    private readonly changeClaimed: ChangeClaimed,
    private readonly postEvents: PostEvents,
    private readonly clock: Clock,
  ) {}

  async run(
    tx: Tx,
    claim: ClaimEntity,
    decision: DecisionEntity,
    { lines, actor }: { readonly lines: readonly ClaimLineEntity[]; readonly actor: Actor },
  ): Promise<void> {
    const awarded = decision.lines.flatMap(({ lineId, awardMinor }) => {
      const line = lines.find(({ id }) => id === lineId);
      return line === undefined ? [] : [{ line, awardMinor: BigInt(awardMinor) }];
    });
    for (const { line, awardMinor } of awarded) {
      await tx.update(
        ClaimLineEntity,
        { lane: line.lane, id: line.id },
        { awardMinor, status: awardMinor > 0n ? 'awarded' : 'denied' },
      );
    }
    const freed = awarded
      .map(({ line, awardMinor }) => ({
        paymentId: line.paymentId,
        money: Money.of(
          line.amountMinor - heldByAward({ amountMinor: line.amountMinor, awardMinor }),
          line.currency,
        ),
      }))
      .filter(({ money }) => money.isPositive());
    await this.changeClaimed.release(tx, freed);
    await this.keepAwards(tx, claim, decision, awarded);
    const booking = {
      actorId: actor.id,
      occurredAt: this.clock.now(),
      causeId: decision.id,
    };
    await this.postEvents.run(tx, eventsOf(claim, decision), claimBooking(claim, booking));
  }

  /** What is added here adds up with the awards of other claims. */
  private async keepAwards(
    tx: Tx,
    claim: ClaimEntity,
    decision: DecisionEntity,
    awarded: readonly { readonly line: ClaimLineEntity; readonly awardMinor: bigint }[],
  ): Promise<void> {
    const { payoutMethod } = claim;
    const awardedAt = this.clock.now();
    const added = awarded
      .map(({ line, awardMinor }) => ({ line, amountMinor: awardMinor - (line.awardMinor ?? 0n) }))
      .filter(({ amountMinor }) => amountMinor > 0n);
    await tx.insert(
      AwardEntity,
      added.map(({ line, amountMinor }) => ({
        lane: claim.lane,
        decisionId: decision.id,
        claimLineId: line.id,
        claimId: claim.id,
        paymentId: line.paymentId,
        claimantPartyId: claim.claimantPartyId,
        payeeKey: payoutMethod.route === 'account' ? payoutMethod.accountKey : null,
        currency: line.currency,
        amountMinor,
        awardedAt,
      })),
    );
  }
}
