import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { requireBooked } from '../domain/callback-moves';
import { requireNotCalling } from '../domain/callback-taking';
import type { CallbackEntity } from '../persistence/callback.entity';
import { ChangeCallback } from './change-callback';

/** Cancels a call that is to come; its place is free again. */
@Injectable()
export class CancelCallback {
  constructor(
    private readonly changeCallback: ChangeCallback,
    private readonly clock: Clock,
  ) {}

  /** Once cancelled it stays so, however often. Refuses `callback.ended`, `callback.being_made`. */
  async run(tx: Tx, actor: Actor, input: { readonly callbackId: string }): Promise<CallbackEntity> {
    const locked = await this.changeCallback.lock(tx, input.callbackId);
    const { callback } = locked;
    if (callback.state === 'cancelled') return callback;
    requireBooked(callback);
    requireNotCalling(callback, { id: actor.id, now: this.clock.now() });
    return this.changeCallback.apply(tx, locked, { actor, move: 'cancelled' });
  }
}
