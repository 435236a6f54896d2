import { Inject, Injectable } from '@nestjs/common';

import { CallbackQueries, maskedPhone, takerAt } from '@app/messaging';
import type { CallToMake, CallbackEntity } from '@app/messaging';
import { Clock } from '@app/kernel';
import { CONFIG, isAllowed } from '@app/platform';
import type { Actor, Config, Reads } from '@app/platform';

/** Shows calls that were asked for. Whoever does not call sees of a number its last digits. */
@Injectable()
export class CallbackPresenter {
  constructor(
    private readonly queries: CallbackQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async presentAll(
    reads: Reads,
    viewer: Pick<Actor, 'role'>,
    callbacks: readonly CallbackEntity[],
  ): Promise<object[]> {
    const calls = await this.queries.calls(reads, callbacks);
    const isCaller = viewer.role !== 'system' && isAllowed(viewer.role, 'callbacks:call');
    return callbacks.map((callback) => ({
      id: callback.id,
      claimId: callback.claimId,
      state: callback.state,
      slotAt: callback.slotAt.toISOString(),
      slotEndsAt: callback.slotEndsAt.toISOString(),
      callee: callback.callee,
      phone: isCaller ? callback.phone : maskedPhone(callback.phone),
      locale: callback.locale,
      topic: callback.topic,
      tries: callback.tries,
      lapses: callback.lapses,
      isBeingMade: takerAt(callback, this.clock.now()) !== null,
      calls: calls
        .filter(({ callbackId }) => callbackId === callback.id)
        .map(({ outcome, calledAt }) => ({ outcome, at: calledAt.toISOString() })),
      bookedBy: { role: callback.bookedByRole },
      bookedAt: callback.bookedAt.toISOString(),
      supportPhone: this.config.supportPhone,
      version: callback.version,
    }));
  }

  async present(reads: Reads, viewer: Actor, callback: CallbackEntity): Promise<object> {
    const [shown] = await this.presentAll(reads, viewer, [callback]);
    if (shown === undefined) throw new Error(`The call-back ${callback.id} is not shown.`);
    return shown;
  }

  /** A line of the list of calls, for those who call. */
  presentToMake(call: CallToMake): object {
    const now = this.clock.now();
    const isTaken = takerAt(call, now) !== null;
    return {
      id: call.id,
      claim: { id: call.claimId, reference: call.reference },
      callee: { role: call.callee, name: call.name },
      phone: call.phone,
      locale: call.locale,
      topic: call.topic,
      slotAt: call.slotAt.toISOString(),
      slotEndsAt: call.slotEndsAt.toISOString(),
      isDue: call.slotAt <= now,
      isLate: call.slotEndsAt < now,
      tries: call.tries,
      lapses: call.lapses,
      takenBy: isTaken
        ? { id: call.takenBy, name: call.takenByName, since: call.takenAt?.toISOString() ?? null }
        : null,
    };
  }
}
