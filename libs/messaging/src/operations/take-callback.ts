import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { CallbackQueries } from '../callbacks/callback.queries';
import { requireBooked } from '../domain/callback-moves';
import { requireUntaken } from '../domain/callback-taking';
import { CallbackEntity } from '../persistence/callback.entity';
import { ChangeCallback } from './change-callback';

/** Says that somebody of the desk is about to call, so that nobody else does. */
@Injectable()
export class TakeCallback {
  constructor(
    private readonly changeCallback: ChangeCallback,
    private readonly queries: CallbackQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Good for half an hour, or until it is taken again. `callback.ended`, `callback.taken`. */
  async run(tx: Tx, actor: Actor, input: { readonly callbackId: string }): Promise<CallbackEntity> {
    const { claim, callback } = await this.changeCallback.lock(tx, input.callbackId);
    const now = this.clock.now();
    requireBooked(callback);
    const takerName = await this.queries.nameOf(tx, callback.takenBy);
    requireUntaken(callback, { id: actor.id, now }, takerName);
    const taken = { takenBy: actor.id, takenAt: now };
    await tx.update(CallbackEntity, { lane: callback.lane, id: callback.id }, taken);
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'callback.taken',
      objectId: claim.id,
      facts: { callbackId: callback.id },
    });
    return Object.assign(callback, taken);
  }
}
