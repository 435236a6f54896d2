import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { assessClaimJob } from '../claims.jobs';
import { claimBooking } from '../domain/claim-booking';
import { requireCommand } from '../domain/claim-lifecycle';
import { endClocks } from '../domain/clock-moves';
import { LIFE_TEXTS } from '../domain/life-texts';
import { requireAlike, requireUndecided } from '../domain/mergeable';
import { requireNoHandIn } from '../domain/own-hand';
import { reassessment } from '../domain/reassessment';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ReserveEstimate } from '../reserve-estimate';
import { ChangeClaim } from './change-claim';
import { MoveContents } from './move-contents';

export interface Merger {
  /** The duplicate. */
  readonly claimId: string;
  /** The claim that it goes on in. */
  readonly intoClaimId: string;
  readonly reason: string;
}

/**
 * Merges a duplicate into another undecided claim of the same claimant: lines and evidence go on
 * there, what was held of the payments stays held, and the duplicate is closed.
 */
@Injectable()
export class MergeClaims {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly moveContents: MoveContents,
    private readonly reserveEstimate: ReserveEstimate,
    private readonly postEvents: PostEvents,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Returns the duplicate. Refuses what `requireCommand`, `requireAlike` and `requireUndecided`
   * refuse, and whoever has a hand in one of the two.
   */
  async run(tx: Tx, actor: Actor, input: Merger): Promise<ClaimEntity> {
    const { duplicate, other } = await this.lock(tx, input);
    for (const claim of [duplicate, other]) {
      requireCommand('merge', { status: claim.status, role: actor.role });
      requireUndecided(claim);
      requireNoHandIn(claim, actor);
    }
    await this.moveContents.run(tx, duplicate, other);
    await this.close(tx, actor, { duplicate, other, reason: input.reason });
    await this.enlarge(tx, actor, { duplicate, other, reason: input.reason });
    return duplicate;
  }

  /** Both in the order of their ids, so that two mergers cannot wait for each other. */
  private async lock(
    tx: Tx,
    { claimId, intoClaimId }: Merger,
  ): Promise<{ duplicate: ClaimEntity; other: ClaimEntity }> {
    const locked = new Map<string, ClaimEntity>();
    for (const id of [...new Set([claimId, intoClaimId])].sort()) {
      locked.set(id, await this.changeClaim.lock(tx, id));
    }
    return requireAlike(locked.get(claimId), locked.get(intoClaimId));
  }

  /** The duplicate holds nothing any more: what it held goes on with the other claim. */
  private async close(tx: Tx, actor: Actor, { duplicate, other, reason }: Pair): Promise<void> {
    const { currency, reserveMinor, claimedMinor } = duplicate;
    await this.postEvents.run(
      tx,
      [
        {
          code: 'E10',
          reserve: Money.of(reserveMinor, currency),
          claimed: Money.of(claimedMinor, currency),
        },
      ],
      claimBooking(duplicate, {
        actorId: actor.id,
        occurredAt: this.clock.now(),
        causeId: duplicate.reopeningId ?? duplicate.id,
      }),
    );
    await this.changeClaim.apply(tx, duplicate, {
      actor,
      to: 'closed',
      nextStep: null,
      set: { reserveMinor: 0n, mergedIntoId: other.id },
      clocks: (facts) => endClocks('all', facts, { kind: 'stopped', at: this.clock.now() }),
      event: { kind: 'claim.merged_into', summary: LIFE_TEXTS.mergedInto(other.reference) },
    });
    await this.audit.record(tx, {
      lane: duplicate.lane,
      actor,
      action: 'claim.closed',
      objectId: duplicate.id,
      reason,
      facts: { mergedIntoId: other.id },
    });
  }

  /** The other claim asks for both, is reserved for both, and is assessed with both. */
  private async enlarge(tx: Tx, actor: Actor, { duplicate, other, reason }: Pair): Promise<void> {
    const { currency, reserveMinor } = other;
    const enlargedMinor = await this.reserveEstimate.onTopMinor(tx, other, null);
    await this.postEvents.run(
      tx,
      [
        { code: 'E04', money: Money.of(duplicate.claimedMinor, currency) },
        {
          code: 'E07',
          from: Money.of(reserveMinor, currency),
          to: Money.of(enlargedMinor, currency),
        },
      ],
      claimBooking(other, {
        actorId: actor.id,
        occurredAt: this.clock.now(),
        // A claim is merged once: its id names what its merger booked on the other one.
        causeId: `${duplicate.id}/merged`,
      }),
    );
    const again = reassessment(other.status);
    await this.changeClaim.apply(tx, other, {
      actor,
      ...again,
      content: 'changed',
      set: {
        claimedMinor: other.claimedMinor + duplicate.claimedMinor,
        reserveMinor: enlargedMinor,
      },
      event: { kind: 'claim.merged', summary: LIFE_TEXTS.mergedFrom(duplicate.reference) },
    });
    if (again !== null) await enqueue(tx, assessClaimJob, { claimId: other.id });
    await this.audit.record(tx, {
      lane: other.lane,
      actor,
      action: 'claim.merged',
      objectId: other.id,
      reason,
      facts: { duplicateId: duplicate.id },
    });
  }
}

interface Pair {
  readonly duplicate: ClaimEntity;
  readonly other: ClaimEntity;
  readonly reason: string;
}
