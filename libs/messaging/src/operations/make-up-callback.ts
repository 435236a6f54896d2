import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { SYSTEM, UnitOfWork } from '@app/platform';

import { lapsedBefore } from '../domain/callback-slots';
import { takerAt } from '../domain/callback-taking';
import { SlotBooking } from '../callbacks/slot-booking';
import { ChangeCallback } from './change-callback';

/**
 * Makes up for a call whose slot passed without one: it gets the next free slot, the claimant is
 * told that we are late and when we call instead, and the owner of the claim sees it.
 */
@Injectable()
export class MakeUpCallback {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changeCallback: ChangeCallback,
    private readonly booking: SlotBooking,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat, and to run twice at once: after the first run the slot lies ahead. */
  async run({ callbackId }: { readonly callbackId: string }): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const locked = await this.changeCallback.lock(tx, callbackId);
      const { callback } = locked;
      const now = this.clock.now();
      const isLapsed = callback.state === 'booked' && callback.slotEndsAt < lapsedBefore(now);
      if (!isLapsed || takerAt(callback, now) !== null) return;
      const slot = await this.booking.takeForMakingUp(tx, callback);
      const set = { ...slot, lapses: callback.lapses + 1 };
      await this.changeCallback.apply(tx, locked, { actor: SYSTEM, move: 'lapsed', set });
    });
  }
}
