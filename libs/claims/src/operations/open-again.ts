import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import { PostEvents } from '@app/accounting';
import type { AccountingEvent } from '@app/accounting';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import type { Actor, Tx } from '@app/platform';

import { claimBooking } from '../domain/claim-booking';
import { startClocks } from '../domain/clock-moves';
import { ClaimAppealEntity } from '../persistence/claim-appeal.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ReserveEstimate } from '../filing/reserve-estimate';
import { AssignOwner } from './assign-owner';
import { ChangeClaim } from './change-claim';
import type { ClaimChange } from './change-claim';
import { HoldPayments } from './hold-payments';

export interface OpeningAgain {
  readonly actor: Actor;
  /** The appeal or the reopening: the books name it as their cause. */
  readonly reopeningId: string;
  /** The lines that are disputed; null when all are looked at. */
  readonly lineIds: readonly string[] | null;
  /** Whether it is an appeal that opens it: clocks run from that, as from one that waited. */
  readonly isAppeal: boolean;
  readonly event: NonNullable<ClaimChange['event']>;
}

/**
 * Opens a claim that is at rest again: it takes hold of its payments, is reserved for what may come
 * on top of what was awarded (E32), and goes to a reviewer. What was awarded and paid stays.
 */
@Injectable()
export class OpenAgain {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly holdPayments: HoldPayments,
    private readonly reserveEstimate: ReserveEstimate,
    private readonly assignOwner: AssignOwner,
    private readonly postEvents: PostEvents,
    private readonly clock: Clock,
  ) {}

  /** The claim must be locked by this transaction. Refuses what `HoldPayments` refuses. */
  async run(tx: Tx, claim: ClaimEntity, opening: OpeningAgain): Promise<ClaimEntity> {
    const { actor, reopeningId, lineIds, isAppeal, event } = opening;
    const at = this.clock.now();
    const claimedMinor = await this.holdPayments.run(tx, claim, lineIds);
    const reserveMinor = await this.reserveEstimate.onTopMinor(tx, claim, lineIds);
    await this.postEvents.run(
      tx,
      eventsOf(claim, { claimedMinor, reserveMinor }),
      claimBooking(claim, { actorId: actor.id, occurredAt: at, causeId: reopeningId }),
    );
    // An appeal that waited for its payout is heard along with whatever opened the claim.
    const waiting = await tx.update(
      ClaimAppealEntity,
      { lane: claim.lane, claimId: claim.id, openedAt: IsNull(), endedAt: IsNull() },
      { openedAt: at },
    );
    return this.changeClaim.apply(tx, claim, {
      actor,
      command: isAppeal ? 'appeal' : 'reopen',
      to: 'in_review',
      nextStep: 'review',
      content: 'changed',
      set: {
        claimedMinor,
        reserveMinor,
        reopeningId,
        hands: claim.hands,
        ownerId: await this.assignOwner.run(tx, claim, { isOpenedAgain: true }),
      },
      clocks: (facts, rules) =>
        isAppeal || waiting.affected === 1
          ? startClocks({ name: 'appealed', at }, facts, rules)
          : [],
      event,
    });
  }
}

/** The memo is there still if anything was awarded; a denial or withdrawal has reversed it. */
function eventsOf(
  claim: ClaimEntity,
  { claimedMinor, reserveMinor }: Pick<ClaimEntity, 'claimedMinor' | 'reserveMinor'>,
): AccountingEvent[] {
  const isMemoGone = (claim.awardedMinor ?? 0n) === 0n;
  const { currency } = claim;
  return [
    ...(isMemoGone ? [{ code: 'E04' as const, money: Money.of(claimedMinor, currency) }] : []),
    { code: 'E32', variant: 'reserve', money: Money.of(reserveMinor, currency) },
  ];
}
