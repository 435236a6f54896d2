import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import type { Actor, Tx } from '@app/platform';

import { claimBooking } from '../domain/claim-booking';
import { clocksAtFacts } from '../domain/clock-stages';
import { LIFE_TEXTS } from '../domain/life-texts';
import type { RecordedFacts } from '../domain/recorded-facts';
import { ReserveEstimate } from '../filing/reserve-estimate';
import { AssessAnew } from './assess-anew';
import type { MergedPair } from './close-duplicate';
import { RecheckPayee } from './recheck-payee';

/** What comes along with the lines of a duplicate. */
interface Brought {
  readonly facts: RecordedFacts;
  /** The persons who claim by it, or had a hand in it. */
  readonly hands: Iterable<string>;
}

/** Lets a claim go on with what its duplicate had: it asks, is reserved and assessed for both. */
@Injectable()
export class EnlargeClaim {
  constructor(
    private readonly assessAnew: AssessAnew,
    private readonly recheckPayee: RecheckPayee,
    private readonly reserveEstimate: ReserveEstimate,
    private readonly postEvents: PostEvents,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Both claims must be locked by this transaction, and the lines and records be moved. */
  async run(
    tx: Tx,
    actor: Actor,
    { duplicate, other, reason }: MergedPair,
    { facts: brought, hands }: Brought,
  ): Promise<void> {
    const at = this.clock.now();
    const reserveMinor = await this.reserveEstimate.onTopMinor(tx, other, null);
    await this.book(tx, actor, { duplicate, other, reserveMinor });
    await this.assessAnew.run(tx, other, {
      actor,
      command: 'merge',
      set: {
        claimedMinor: other.claimedMinor + duplicate.claimedMinor,
        reserveMinor,
        priority: duplicate.priority === 1 ? 1 : other.priority,
        hands: union(other.hands, hands),
        earlierHands: union(other.earlierHands, duplicate.earlierHands),
      },
      clocks: (facts, rules) => clocksAtFacts(brought, at, facts, rules),
      event: { kind: 'claim.merged', summary: LIFE_TEXTS.mergedFrom(duplicate.reference) },
    });
    await this.audit.record(tx, {
      lane: other.lane,
      actor,
      action: 'claim.merged',
      objectId: other.id,
      reason,
      facts: { duplicateId: duplicate.id },
    });
    await this.recheckPayee.run(tx, other);
  }

  private async book(
    tx: Tx,
    actor: Actor,
    given: Omit<MergedPair, 'reason'> & { readonly reserveMinor: bigint },
  ): Promise<void> {
    const { duplicate, other, reserveMinor } = given;
    const money = (amountMinor: bigint): Money => Money.of(amountMinor, other.currency);
    await this.postEvents.run(
      tx,
      [
        { code: 'E04', money: money(duplicate.claimedMinor) },
        { code: 'E07', from: money(other.reserveMinor), to: money(reserveMinor) },
      ],
      claimBooking(other, {
        actorId: actor.id,
        occurredAt: this.clock.now(),
        // A claim is merged once: its id names what its merger booked on the other one.
        causeId: `${duplicate.id}/merged`,
      }),
    );
  }
}

/** Each once, in the order in which hands are kept. */
function union(some: readonly string[], others: Iterable<string>): string[] {
  return [...new Set([...some, ...others])].sort();
}
