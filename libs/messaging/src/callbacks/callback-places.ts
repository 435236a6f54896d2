import { Injectable } from '@nestjs/common';

import { Limits } from '@app/audit';
import { HOUSE_LANE } from '@app/kernel';
import type { Reads, Tx } from '@app/platform';

import type { CallbackSlot } from '../domain/callback-slots';
import { CallbackPlaceEntity } from '../persistence/callback-place.entity';

/** How many places a slot still has. */
export interface FreeSlot extends CallbackSlot {
  readonly free: number;
}

/** Takes the lowest place of a slot that nobody holds, up to `$4`; nothing when all are held. */
const TAKE_FREE = `
  INSERT INTO callback_places (lane, slot_at, place, callback_id)
  SELECT $1, $2, place, $3 FROM generate_series(1, $4::int) place
   WHERE place NOT IN (SELECT held.place FROM callback_places held
                        WHERE held.lane = $1 AND held.slot_at = $2)
     AND $4 > (SELECT count(*) FROM callback_places held WHERE held.lane = $1 AND held.slot_at = $2)
   ORDER BY place LIMIT 1
  ON CONFLICT (lane, slot_at, place) DO NOTHING
  RETURNING place`;

/** The places that the desk has in its slots, and who holds them. They are locked last. */
@Injectable()
export class CallbackPlaces {
  constructor(private readonly limits: Limits) {}

  /** Of each slot how many more people can be called in it, in the order given. */
  async freeIn(reads: Reads, slots: readonly CallbackSlot[]): Promise<FreeSlot[]> {
    const { callbacksPerSlot } = await this.limits.current(reads);
    const rows = await reads.query<{ slotAt: Date; held: number }[]>(
      `SELECT slot_at AS "slotAt", count(*)::int AS held FROM callback_places
        WHERE lane = $1 AND slot_at >= $2 AND slot_at <= $3 GROUP BY slot_at`,
      [HOUSE_LANE, slots[0]?.slotAt, slots.at(-1)?.slotAt],
    );
    const held = new Map(rows.map((row) => [row.slotAt.getTime(), row.held]));
    return slots.map((slot) => ({
      ...slot,
      free: Math.max(0, callbacksPerSlot - (held.get(slot.slotAt.getTime()) ?? 0)),
    }));
  }

  /** Gives a call-back a place in a slot, and its old one back; false when the slot is full. */
  async take(tx: Tx, callbackId: string, { slotAt }: CallbackSlot): Promise<boolean> {
    const { callbacksPerSlot } = await this.limits.current(tx);
    await this.release(tx, callbackId);
    return this.takeUpTo(tx, callbackId, { slotAt, places: callbacksPerSlot });
  }

  /**
   * Gives a call-back that we owe the first place that is free in these slots. When none is, the
   * first slot takes one more than it should: a promise is kept late rather than forgotten.
   */
  async takeFirst(
    tx: Tx,
    callbackId: string,
    slots: readonly CallbackSlot[],
  ): Promise<CallbackSlot> {
    for (const { free, ...slot } of await this.freeIn(tx, slots)) {
      if (free > 0 && (await this.take(tx, callbackId, slot))) return slot;
    }
    const [first] = slots;
    if (first === undefined) throw new Error('The desk has no slots.');
    await this.release(tx, callbackId);
    let places = (await this.limits.current(tx)).callbacksPerSlot + 1;
    while (!(await this.takeUpTo(tx, callbackId, { slotAt: first.slotAt, places }))) places += 1;
    return first;
  }

  /** Gives back the place of a call-back that needs none any more. */
  async release(tx: Tx, callbackId: string): Promise<void> {
    await tx.delete(CallbackPlaceEntity, { lane: HOUSE_LANE, callbackId });
  }

  /** Waits for whoever is about to take the same place; tries the next one if they do. */
  private async takeUpTo(
    tx: Tx,
    callbackId: string,
    { slotAt, places }: { readonly slotAt: Date; readonly places: number },
  ): Promise<boolean> {
    for (let lost = 0; lost <= places; lost += 1) {
      const taken = await tx.query<{ place: number }[]>(TAKE_FREE, [
        HOUSE_LANE,
        slotAt,
        callbackId,
        places,
      ]);
      if (taken.length > 0) return true;
      const held = await tx.countBy(CallbackPlaceEntity, { lane: HOUSE_LANE, slotAt });
      if (held >= places) return false;
    }
    return false;
  }
}
