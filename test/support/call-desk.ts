import type { ClaimEntity } from '@app/claims';
import { HOUSE_LANE, newId } from '@app/kernel';
import {
  BookCallback,
  CallbackEntity,
  CallbackQueries,
  MessageEntity,
  MessagingModule,
  RecordCall,
  SlotBooking,
  TakeCallback,
} from '@app/messaging';
import type { CallOutcome } from '@app/messaging';
import { UserEntity } from '@app/platform';
import type { Actor, Reads, Tx } from '@app/platform';

import { queuedClaim } from './queued-claims';
import type { TestClock } from './test-clock';
import { TestLibs } from './test-libs';
import type { Installation } from './test-libs';

/** The number that claimants of these tests leave. */
export const PHONE = '+8613812345678';

export interface BookingWish {
  /** Which of the slots that have a place now; the first. */
  readonly slot?: number;
  readonly slotAt?: Date;
  readonly by?: Actor;
  readonly callee?: 'claimant' | 'proxy';
  readonly phone?: string;
  readonly locale?: 'zh-CN' | 'en';
  readonly topic?: string;
}

/** The desk that calls people back, with two agents: no HTTP, and nobody who works off jobs. */
export class CallDesk {
  private constructor(
    readonly libs: TestLibs,
    readonly sun: Actor,
    readonly he: Actor,
  ) {}

  static async start(installation?: Installation): Promise<CallDesk> {
    const libs = await TestLibs.start({
      imports: [MessagingModule],
      ...(installation === undefined ? {} : { installation }),
    });
    return new CallDesk(libs, await agent(libs, 'sun'), await agent(libs, 'he'));
  }

  get clock(): TestClock {
    return this.libs.clock;
  }

  get reads(): Reads {
    return this.libs.unitOfWork.reads;
  }

  get<Instance>(type: abstract new (...parameters: never[]) => Instance): Instance {
    return this.libs.get(type);
  }

  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.libs.inTransaction(work);
  }

  async stop(): Promise<void> {
    await this.libs.stop();
  }

  /** A claim of somebody who left a telephone number. */
  async claim(
    wish: Partial<ClaimEntity> & { readonly phone?: string | null } = {},
  ): Promise<ClaimEntity> {
    const { phone = PHONE, ...fields } = wish;
    const claim = await queuedClaim(this, fields);
    await this.transaction((tx) =>
      tx.query(
        `INSERT INTO claim_contacts (lane, claim_id, name, phone, locale, search_keys)
         VALUES ($1, $2, '林晓', $3, 'zh-CN', '')`,
        [claim.lane, claim.id, phone],
      ),
    );
    return claim;
  }

  /** The slots that can be booked now, also full ones. */
  async slots(): Promise<Date[]> {
    return (await this.get(SlotBooking).bookable(this.reads)).map(({ slotAt }) => slotAt);
  }

  async book(claim: ClaimEntity, wish: BookingWish = {}): Promise<CallbackEntity> {
    const { by = claimantOf(claim), slot = 0 } = wish;
    const bookable = await this.get(SlotBooking).bookable(this.reads);
    const free = bookable.filter((candidate) => candidate.free > 0);
    const slotAt = wish.slotAt ?? free[slot]?.slotAt ?? this.clock.now();
    return this.transaction((tx) =>
      this.get(BookCallback).run(tx, by, {
        claimId: claim.id,
        slotAt,
        callee: wish.callee ?? null,
        phone: wish.phone ?? null,
        locale: wish.locale ?? null,
        topic: wish.topic ?? null,
      }),
    );
  }

  async take({ id }: CallbackEntity, by: Actor = this.sun): Promise<CallbackEntity> {
    return this.transaction((tx) => this.get(TakeCallback).run(tx, by, { callbackId: id }));
  }

  async record(
    { id }: CallbackEntity,
    outcome: CallOutcome,
    { by = this.sun, note = 'Noted.' }: { readonly by?: Actor; readonly note?: string } = {},
  ): Promise<CallbackEntity> {
    const call = { callbackId: id, outcome, note };
    return this.transaction((tx) => this.get(RecordCall).run(tx, by, call));
  }

  /** Takes a call, makes it, and says what came of it. */
  async call(callback: CallbackEntity, outcome: CallOutcome): Promise<CallbackEntity> {
    await this.take(callback);
    return this.record(callback, outcome);
  }

  async now({ lane, id }: CallbackEntity): Promise<CallbackEntity> {
    return this.reads.findOneByOrFail(CallbackEntity, { lane, id });
  }

  async openOf(claim: ClaimEntity): Promise<CallbackEntity | null> {
    return this.get(CallbackQueries).open(this.reads, claim);
  }

  /** What stands in the thread of a claim, the oldest first. */
  async thread({ lane, id: claimId }: ClaimEntity): Promise<MessageEntity[]> {
    return this.reads.find(MessageEntity, { where: { lane, claimId }, order: { id: 'ASC' } });
  }

  /** The notices that a claimant was sent, by key. */
  async notices(claim: ClaimEntity): Promise<string[]> {
    return (await this.thread(claim)).flatMap(({ noticeKey }) => noticeKey ?? []);
  }

  async timeline({ lane, id }: ClaimEntity): Promise<string[]> {
    const rows = await this.reads.query<{ kind: string }[]>(
      'SELECT kind FROM claim_events WHERE lane = $1 AND claim_id = $2 ORDER BY id',
      [lane, id],
    );
    return rows.map(({ kind }) => kind);
  }

  /** Whatever happened: each call to come holds one place in its slot, and nothing else does. */
  async requirePlaces(): Promise<void> {
    const rows = await this.reads.query<{ id: string }[]>(
      `SELECT coalesce(callback.id, place.callback_id) AS id
         FROM (SELECT * FROM callbacks WHERE state = 'booked') callback
         FULL JOIN callback_places place
           ON place.callback_id = callback.id AND place.slot_at = callback.slot_at
        WHERE callback.id IS NULL OR place.callback_id IS NULL`,
    );
    if (rows.length > 0) throw new Error(`Not in their places: ${rows.map(({ id }) => id).join()}`);
  }

  async heldIn(slotAt: Date): Promise<number> {
    const rows = await this.reads.query<object[]>(
      'SELECT FROM callback_places WHERE slot_at = $1',
      [slotAt],
    );
    return rows.length;
  }

  /** Books a slot up, but for so many places. */
  async fill(slotAt: Date, leave = 0): Promise<void> {
    for (let held = await this.heldIn(slotAt); held < CALLS_PER_SLOT - leave; held += 1) {
      await this.book(await this.claim(), { slotAt });
    }
  }
}

/** What is usual. */
export const CALLS_PER_SLOT = 4;

/** Whoever claims by a claim. */
export function claimantOf({ claimantPartyId }: ClaimEntity): Actor {
  const id = `usr_${claimantPartyId}`;
  return { id, role: 'claimant', name: '林晓', partyId: claimantPartyId, personId: id };
}

async function agent(libs: TestLibs, name: string): Promise<Actor> {
  const id = newId('usr', HOUSE_LANE);
  await libs.inTransaction((tx) =>
    tx.insert(UserEntity, {
      id,
      personId: id,
      username: `${name}-${id}`,
      passwordHash: 'nobody signs in here',
      name,
      role: 'agent',
      partyId: null,
      demo: true,
      disabledAt: null,
      createdAt: libs.clock.now(),
    }),
  );
  return { id, role: 'agent', name, partyId: null, personId: id };
}
