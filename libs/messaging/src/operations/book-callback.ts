import { Injectable } from '@nestjs/common';

import { ChangeClaim, ClaimEntity } from '@app/claims';
import { Clock, newId } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { CallbackPeople } from '../callbacks/callback-people';
import type { WantedCall } from '../callbacks/callback-people';
import { CallbackQueries } from '../callbacks/callback.queries';
import { claimMerged } from '../domain/callback-refusals';
import { CallbackEntity } from '../persistence/callback.entity';
import { SlotBooking } from '../callbacks/slot-booking';
import { ChangeCallback } from './change-callback';
import { MoveCallback } from './move-callback';

export interface NewCallback extends WantedCall {
  readonly claimId: string;
  /** When the slot begins. */
  readonly slotAt: Date;
}

/** Books a call about a claim. A claim has one to come: booking again moves it. */
@Injectable()
export class BookCallback {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly queries: CallbackQueries,
    private readonly people: CallbackPeople,
    private readonly booking: SlotBooking,
    private readonly changeCallback: ChangeCallback,
    private readonly moveCallback: MoveCallback,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses `callback.claim_merged`, what `CallbackPeople.details` and `SlotBooking` refuse, and
   * what `MoveCallback` refuses when there is a call to come.
   */
  async run(tx: Tx, actor: Actor, input: NewCallback): Promise<CallbackEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    await requireGoingOn(tx, claim);
    const open = await this.queries.open(tx, claim);
    if (open !== null) return this.moveCallback.run(tx, actor, { ...input, callbackId: open.id });
    await this.booking.requireFewChanges(tx, claim);
    const details = await this.people.details(tx, claim, input, null);
    const id = newId('cbk', claim.lane);
    const slot = await this.booking.take(tx, id, input.slotAt);
    const now = this.clock.now();
    const callback: CallbackEntity = {
      lane: claim.lane,
      id,
      claimId: claim.id,
      ...details,
      ...slot,
      state: 'booked',
      tries: 0,
      lapses: 0,
      takenBy: null,
      takenAt: null,
      bookedBy: actor.id,
      bookedByRole: actor.role === 'claimant' ? 'claimant' : 'agent',
      version: 1,
      bookedAt: now,
      changedAt: now,
    };
    await tx.insert(CallbackEntity, { ...callback });
    const told = { actor, move: 'booked', slotBefore: slot.slotAt } as const;
    await this.changeCallback.tell(tx, { claim, callback }, told);
    return callback;
  }
}

async function requireGoingOn(tx: Tx, { lane, mergedIntoId }: ClaimEntity): Promise<void> {
  if (mergedIntoId === null) return;
  const other = await tx.findOneByOrFail(ClaimEntity, { lane, id: mergedIntoId });
  throw claimMerged(other.reference);
}
