import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import type { AccountingEvent } from '@app/accounting';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { ChangeClaimed } from '@app/payments';
import type { Actor, Tx } from '@app/platform';

import { ClaimQueries } from '../claims.queries';
import { claimBooking } from '../domain/claim-booking';
import { heldByAward } from '../domain/held-lines';
import { ClaimLineEntity } from '../persistence/claim-line.entity';
import type { ClaimEntity } from '../persistence/claim.entity';

export interface Release {
  readonly actor: Actor;
  /** What becomes of the lines that nothing was ever awarded on. */
  readonly lineStatus: 'denied' | 'withdrawn';
  /** The record that ends this life of the claim: the decision, or what began the life. */
  readonly causeId: string;
}

/**
 * Lets go of all that an open claim holds beyond what it was awarded before: its payments, its
 * reserve, and its memo when nothing was ever awarded (E10, else E07).
 */
@Injectable()
export class ReleaseClaim {
  constructor(
    private readonly changeClaimed: ChangeClaimed,
    private readonly queries: ClaimQueries,
    private readonly postEvents: PostEvents,
    private readonly clock: Clock,
  ) {}

  /** The claim must be locked by this transaction; its reserve is zero afterwards. */
  async run(tx: Tx, claim: ClaimEntity, { actor, lineStatus, causeId }: Release): Promise<void> {
    const lines = await this.queries.lines(tx, claim);
    const open = lines.filter(({ status }) => status === 'claimed');
    await this.changeClaimed.release(
      tx,
      open
        .map((line) => ({
          paymentId: line.paymentId,
          money: Money.of(line.amountMinor - heldByAward(line), line.currency),
        }))
        .filter(({ money }) => money.isPositive()),
    );
    for (const { lane, id, awardMinor } of open) {
      const isAwarded = awardMinor !== null && awardMinor > 0n;
      await tx.update(
        ClaimLineEntity,
        { lane, id },
        isAwarded ? { status: 'awarded' } : { status: lineStatus, awardMinor: 0n },
      );
    }
    const occurredAt = this.clock.now();
    const booking = claimBooking(claim, { actorId: actor.id, occurredAt, causeId });
    await this.postEvents.run(tx, [releaseOf(claim)], booking);
  }
}

/** What was claimed stays a memo for as long as anything was awarded on it. */
function releaseOf(claim: ClaimEntity): AccountingEvent {
  const reserve = Money.of(claim.reserveMinor, claim.currency);
  if ((claim.awardedMinor ?? 0n) > 0n) {
    return { code: 'E07', from: reserve, to: Money.zero(claim.currency) };
  }
  return { code: 'E10', reserve, claimed: Money.of(claim.claimedMinor, claim.currency) };
}
