import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import type { Actor, Tx } from '@app/platform';

import { ClosedBooks } from '../closed-books';
import { claimBooking } from '../domain/claim-booking';
import { endClocks } from '../domain/clock-moves';
import { LIFE_TEXTS } from '../domain/life-texts';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';

/** Two claims that are merged, and why. */
export interface MergedPair {
  readonly duplicate: ClaimEntity;
  readonly other: ClaimEntity;
  readonly reason: string;
}

/** Closes a duplicate that holds nothing any more: what it held goes on with the other claim. */
@Injectable()
export class CloseDuplicate {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly postEvents: PostEvents,
    private readonly closedBooks: ClosedBooks,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Both claims must be locked by this transaction. Refuses what `ClosedBooks` refuses, a duplicate
   * that was credited before a decision among it (`claim.merge_credited`).
   */
  async run(tx: Tx, actor: Actor, { duplicate, other, reason }: MergedPair): Promise<void> {
    await this.closedBooks.requireUncredited(tx, duplicate.id);
    const { currency, reserveMinor, claimedMinor } = duplicate;
    const at = this.clock.now();
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
        occurredAt: at,
        causeId: duplicate.reopeningId ?? duplicate.id,
      }),
    );
    await this.changeClaim.apply(tx, duplicate, {
      actor,
      command: 'merge',
      to: 'closed',
      nextStep: null,
      set: { reserveMinor: 0n, mergedIntoId: other.id },
      clocks: (facts) => endClocks('all', facts, { kind: 'stopped', at }),
      event: {
        kind: 'claim.merged_into',
        summary: LIFE_TEXTS.mergedInto(duplicate.reference, other.reference),
      },
    });
    await this.closedBooks.require(tx, duplicate.id);
    await this.audit.record(tx, {
      lane: duplicate.lane,
      actor,
      action: 'claim.closed',
      objectId: duplicate.id,
      reason,
      facts: { mergedIntoId: other.id },
    });
  }
}
