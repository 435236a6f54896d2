import { Injectable } from '@nestjs/common';

import { Clock, newId } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { CALL_DIRECTIONS, moveOf, requireBooked } from '../domain/callback-moves';
import type { CallOutcome } from '../domain/callback-moves';
import { requireTaken } from '../domain/callback-taking';
import { CallbackCallEntity } from '../persistence/callback-call.entity';
import type { CallbackEntity } from '../persistence/callback.entity';
import { SlotBooking } from '../callbacks/slot-booking';
import { ChangeCallback } from './change-callback';
import type { LockedCallback } from './change-callback';
import { PostMessage } from './post-message';

export interface MadeCall {
  readonly callbackId: string;
  readonly outcome: CallOutcome;
  /** What was said, in the words of whoever called; it goes into the thread. */
  readonly note: string;
}

/**
 * Records what came of a call, in the thread of the claim too. Who was not reached is called again
 * in a free slot, three times in all; then they are written to, and the owner of the claim knows.
 */
@Injectable()
export class RecordCall {
  constructor(
    private readonly changeCallback: ChangeCallback,
    private readonly booking: SlotBooking,
    private readonly postMessage: PostMessage,
    private readonly clock: Clock,
  ) {}

  /** Refuses `callback.ended`, `callback.not_taken`, and what `PostMessage` refuses. */
  async run(tx: Tx, actor: Actor, input: MadeCall): Promise<CallbackEntity> {
    const locked = await this.changeCallback.lock(tx, input.callbackId);
    const { callback } = locked;
    const now = this.clock.now();
    requireBooked(callback);
    requireTaken(callback, { id: actor.id, now });
    const call: CallbackCallEntity = {
      lane: callback.lane,
      id: newId('cll', callback.lane),
      callbackId: callback.id,
      outcome: input.outcome,
      calledBy: actor.id,
      calledAt: now,
    };
    await tx.insert(CallbackCallEntity, { ...call });
    await this.postMessage.run(tx, actor, {
      claimId: callback.claimId,
      direction: CALL_DIRECTIONS[input.outcome],
      channel: 'phone',
      body: input.note,
      causedBy: call.id,
    });
    return this.move(tx, actor, locked, input.outcome);
  }

  private async move(
    tx: Tx,
    actor: Actor,
    locked: LockedCallback,
    outcome: CallOutcome,
  ): Promise<CallbackEntity> {
    const { callback } = locked;
    const move = moveOf(outcome, callback.tries);
    const set = move === 'missed' ? await this.booking.takeForRetry(tx, callback) : {};
    return this.changeCallback.apply(tx, locked, { actor, move, set });
  }
}
