import { Inject, Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { CONFIG } from '@app/platform';
import type { Config, Reads, Tx } from '@app/platform';

import { CallbackPlaces } from './callback-places';
import type { FreeSlot } from './callback-places';
import { CallbackQueries } from './callback.queries';
import { changesCountSince, requireFewChanges, slotFull } from '../domain/callback-refusals';
import {
  bookableSlots,
  madeUpFrom,
  requireBookable,
  retryFrom,
  slotsFrom,
} from '../domain/callback-slots';
import type { CallbackSlot } from '../domain/callback-slots';
import type { CallbackEntity } from '../persistence/callback.entity';
import { SupportDesk } from './support-desk';

/** How many free slots a refusal names. */
const NAMED_SLOTS_MAX = 5;

/** Finds slots for calls, and takes their places. */
@Injectable()
export class SlotBooking {
  constructor(
    private readonly desk: SupportDesk,
    private readonly places: CallbackPlaces,
    private readonly queries: CallbackQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Every slot that can be booked now, also those that are full. */
  async bookable(reads: Reads): Promise<FreeSlot[]> {
    return this.places.freeIn(reads, bookableSlots(this.clock.now(), this.desk.hours()));
  }

  /** Refuses one booking or change too many on a claim (`callback.too_many_changes`). */
  async requireFewChanges(reads: Reads, claim: ClaimEntity): Promise<void> {
    const since = changesCountSince(this.clock.now());
    const changes = await this.queries.changesSince(reads, claim, since);
    requireFewChanges(changes, this.config.supportPhone);
  }

  /**
   * Takes a place in the slot that somebody chose, and gives the old one back. Refuses what
   * `requireBookable` refuses, and `callback.slot_full` with the next slots that have a place.
   */
  async take(tx: Tx, callbackId: string, slotAt: Date): Promise<CallbackSlot> {
    const slot = requireBookable(slotAt, this.clock.now(), this.desk.hours());
    if (await this.places.take(tx, callbackId, slot)) return slot;
    const free = (await this.bookable(tx)).filter((candidate) => candidate.free > 0);
    throw slotFull(
      slotAt,
      free.slice(0, NAMED_SLOTS_MAX).map((candidate) => candidate.slotAt),
    );
  }

  /** Takes the next place for somebody who did not answer. */
  async takeForRetry(tx: Tx, callback: CallbackEntity): Promise<CallbackSlot> {
    return this.takeFrom(tx, callback, retryFrom(this.clock.now(), callback));
  }

  /** Takes the next place for a call that we did not make. */
  async takeForMakingUp(tx: Tx, callback: CallbackEntity): Promise<CallbackSlot> {
    const from = madeUpFrom(callback.lapses, this.clock.now(), this.desk.hours());
    return this.takeFrom(tx, callback, from);
  }

  private async takeFrom(tx: Tx, callback: CallbackEntity, from: Date): Promise<CallbackSlot> {
    return this.places.takeFirst(tx, callback.id, slotsFrom(from, this.desk.hours()));
  }
}
