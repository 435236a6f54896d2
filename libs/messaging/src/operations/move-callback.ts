import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { CallbackPeople } from '../callbacks/callback-people';
import type { CallDetails, WantedCall } from '../callbacks/callback-people';
import { requireBooked } from '../domain/callback-moves';
import { requireNotCalling } from '../domain/callback-taking';
import type { CallbackEntity } from '../persistence/callback.entity';
import { SlotBooking } from '../callbacks/slot-booking';
import { ChangeCallback } from './change-callback';

export interface ChangedCallback extends WantedCall {
  readonly callbackId: string;
  /** When the slot begins. */
  readonly slotAt: Date;
}

/** Moves a call to another slot, or to another number, language or subject. */
@Injectable()
export class MoveCallback {
  constructor(
    private readonly changeCallback: ChangeCallback,
    private readonly people: CallbackPeople,
    private readonly booking: SlotBooking,
    private readonly clock: Clock,
  ) {}

  /**
   * The same again changes nothing, and nobody is told. Refuses `callback.ended`,
   * `callback.being_made`, and what `CallbackPeople.details` and `SlotBooking` refuse.
   */
  async run(tx: Tx, actor: Actor, input: ChangedCallback): Promise<CallbackEntity> {
    const locked = await this.changeCallback.lock(tx, input.callbackId);
    const { claim, callback } = locked;
    requireBooked(callback);
    requireNotCalling(callback, { id: actor.id, now: this.clock.now() });
    const details = await this.people.details(tx, claim, input, callback);
    const isSameSlot = callback.slotAt.getTime() === input.slotAt.getTime();
    if (isSameSlot && isSame(details, callback)) return callback;
    await this.booking.requireFewChanges(tx, claim);
    const slot = isSameSlot ? {} : await this.booking.take(tx, callback.id, input.slotAt);
    const set = { ...details, ...slot };
    return this.changeCallback.apply(tx, locked, { actor, move: 'moved', set });
  }
}

function isSame(one: CallDetails, other: CallDetails): boolean {
  return (['callee', 'phone', 'locale', 'topic'] as const).every(
    (field) => one[field] === other[field],
  );
}
