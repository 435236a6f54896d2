import type { ClaimEntity } from '@app/claims';

import { CallDesk, PHONE } from '../../../../test/support/call-desk';
import { endOf } from '../../../../test/support/duels';
import { makeUpCallbackJob } from '../callbacks/callback.jobs';
import type { CallOutcome } from '../domain/callback-moves';
import { CallbackCallEntity } from '../persistence/callback-call.entity';
import type { CallbackEntity } from '../persistence/callback.entity';
import { MakeUpCallback } from './make-up-callback';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('calling back', () => {
  let desk: CallDesk;
  beforeAll(async () => {
    desk = await CallDesk.start();
  });
  afterAll(async () => {
    await desk.stop();
  });
  afterEach(async () => {
    await desk.requirePlaces();
  });

  const booked = async (
    wish: Partial<ClaimEntity> = {},
  ): Promise<{ claim: ClaimEntity; callback: CallbackEntity }> => {
    const claim = await desk.claim(wish);
    return { claim, callback: await desk.book(claim) };
  };

  const calls = async ({ lane, id }: CallbackEntity): Promise<CallOutcome[]> => {
    const rows = await desk.reads.find(CallbackCallEntity, {
      where: { lane, callbackId: id },
      order: { id: 'ASC' },
    });
    return rows.map(({ outcome }) => outcome);
  };

  const due = async (): Promise<string[]> =>
    (await makeUpCallbackJob.findDue(desk.reads, desk.clock.now(), 500)).map(
      ({ callbackId }) => callbackId,
    );

  const makeUp = async ({ id }: CallbackEntity): Promise<void> =>
    desk.get(MakeUpCallback).run({ callbackId: id });

  /** Lets the slot of a call pass, and so much more. */
  const pass = ({ slotEndsAt }: CallbackEntity, moreMs: number): void => {
    const leftMs = slotEndsAt.getTime() - desk.clock.now().getTime();
    desk.clock.moveOn(leftMs + moreMs);
  };

  it('is for one person at a time, and the others are told who it is', async () => {
    const { callback } = await booked();
    await desk.take(callback, desk.sun);
    await desk.take(callback, desk.sun);
    await expect(desk.take(callback, desk.he)).rejects.toMatchObject({
      code: 'callback.taken',
      details: { takenBy: 'sun' },
    });
    expect(await endOf(desk.record(callback, 'reached', { by: desk.he }))).toBe(
      'callback.not_taken',
    );
    desk.clock.moveOn(30 * MINUTE_MS);
    expect(await endOf(desk.take(callback, desk.he))).toBe('done');
    expect(await endOf(desk.record(callback, 'reached', { by: desk.sun }))).toBe(
      'callback.not_taken',
    );
  });

  it('has an outcome only when somebody has taken it, and one for each call', async () => {
    const { callback } = await booked();
    expect(await endOf(desk.record(callback, 'missed'))).toBe('callback.not_taken');
    await desk.call(callback, 'missed');
    expect(await endOf(desk.record(callback, 'missed'))).toBe('callback.not_taken');
    expect(await calls(callback)).toEqual(['missed']);
  });

  it.each<[CallOutcome, string, string, string[]]>([
    ['reached', 'done', 'in', ['callback.booked']],
    ['refused', 'done', 'out', ['callback.booked']],
    ['wrong_number', 'missed', 'out', ['callback.booked', 'callback.wrong_number']],
  ])('ends when they are %s: %s, with a note in the thread', async (outcome, state, way, told) => {
    const { claim, callback } = await booked();
    await desk.take(callback);
    const ended = await desk.record(callback, outcome, { note: 'They asked when we pay.' });
    expect(ended).toMatchObject({ state, tries: 1, takenBy: null });
    const noted = (await desk.thread(claim)).find(({ channel }) => channel === 'phone');
    expect(noted).toMatchObject({
      direction: way,
      body: 'They asked when we pay.',
      authorId: desk.sun.id,
      authorName: 'sun',
    });
    expect(noted?.causedBy).toMatch(/^cll_/);
    expect(await desk.notices(claim)).toEqual(told);
    expect(await endOf(desk.take(callback))).toBe('callback.ended');
    expect(await desk.openOf(claim)).toBeNull();
  });

  it('is tried again later when nobody answers, and the claimant is told when', async () => {
    const { claim, callback } = await booked();
    desk.clock.moveOn(callback.slotAt.getTime() - desk.clock.now().getTime());
    const missed = await desk.call(callback, 'missed');
    const waitMs = missed.slotAt.getTime() - desk.clock.now().getTime();
    expect(missed).toMatchObject({ state: 'booked', tries: 1, takenBy: null });
    expect(waitMs).toBeGreaterThanOrEqual(2 * HOUR_MS - 5_000);
    expect(missed.slotAt > callback.slotAt).toBe(true);
    expect(await desk.heldIn(missed.slotAt)).toBeGreaterThan(0);
    expect(await desk.notices(claim)).toEqual(['callback.booked', 'callback.missed']);
  });

  it('ends after three tries with a link, and the owner sees the claim that they put off', async () => {
    const until = new Date(desk.clock.now().getTime() + 20 * HOUR_MS);
    const { claim, callback } = await booked({ snoozedUntil: until });
    await desk.call(callback, 'missed');
    await desk.call(callback, 'missed');
    const snoozed = await snoozedUntil(claim);
    const ended = await desk.call(callback, 'missed');
    expect(ended).toMatchObject({ state: 'missed', tries: 3 });
    expect([snoozed, await snoozedUntil(claim)]).toEqual([until, null]);
    const told = (await desk.thread(claim)).find((one) => one.noticeKey === 'callback.unreached');
    expect(told?.body).toContain(`?claim=${claim.reference}`);
    expect(told?.body).not.toContain(PHONE);
    expect(await desk.timeline(claim)).toContain('callback.given_up');
    expect(await calls(callback)).toEqual(['missed', 'missed', 'missed']);
    expect((await desk.book(claim)).tries).toBe(0);
  });

  it('refuses a note that leads to another place, and then nothing has happened', async () => {
    const { claim, callback } = await booked();
    await desk.take(callback);
    const note = 'They should look at https://pay.example.net';
    for (const outcome of ['missed', 'reached', 'refused', 'wrong_number'] as const) {
      expect(await endOf(desk.record(callback, outcome, { note }))).toBe('message.foreign_link');
    }
    expect([await calls(callback), (await desk.now(callback)).tries]).toEqual([[], 0]);
    expect(await desk.notices(claim)).toEqual(['callback.booked']);
  });

  describe('that we forgot', () => {
    it('is found when its slot has passed, told of, and made up for once', async () => {
      const { claim, callback } = await booked();
      pass(callback, 10 * MINUTE_MS - 1_000);
      expect(await due()).not.toContain(callback.id);
      await makeUp(callback);
      expect((await desk.now(callback)).lapses).toBe(0);
      pass(callback, 10 * MINUTE_MS + 1_000);
      expect(await due()).toContain(callback.id);
      await Promise.all([makeUp(callback), makeUp(callback), makeUp(callback)]);
      const moved = await desk.now(callback);
      expect(moved).toMatchObject({ state: 'booked', lapses: 1, tries: 0 });
      expect(moved.slotAt > desk.clock.now()).toBe(true);
      expect(await due()).not.toContain(callback.id);
      expect(await desk.notices(claim)).toEqual(['callback.booked', 'callback.late']);
      expect(await desk.timeline(claim)).toContain('callback.lapsed');
    });

    it('comes on another day when we forgot it again', async () => {
      const { callback } = await booked();
      pass(callback, HOUR_MS);
      await makeUp(callback);
      const again = await desk.now(callback);
      pass(again, HOUR_MS);
      const today = desk.clock.now().getTime();
      await makeUp(callback);
      const next = await desk.now(callback);
      expect(next.lapses).toBe(2);
      const shanghai = (ms: number): string =>
        new Date(ms + 8 * HOUR_MS).toISOString().slice(0, 10);
      expect(shanghai(next.slotAt.getTime()) > shanghai(today)).toBe(true);
    });

    it('is not forgotten while somebody calls, however late', async () => {
      const { callback } = await booked();
      pass(callback, -MINUTE_MS);
      await desk.take(callback);
      pass(callback, 20 * MINUTE_MS);
      expect(await due()).not.toContain(callback.id);
      await makeUp(callback);
      expect((await desk.now(callback)).lapses).toBe(0);
      pass(callback, 40 * MINUTE_MS);
      expect(await due()).toContain(callback.id);
    });

    it('gets a place also when every slot is full', async () => {
      const admin = await desk.libs.connectAs(null);
      const { callback } = await booked();
      pass(callback, HOUR_MS);
      const slots = await desk.slots();
      const earlier = new Date(slots[0]!.getTime() - HOUR_MS);
      await admin.query('BEGIN');
      await admin.query(
        `INSERT INTO callback_places
         SELECT 0, slot, place, 'cbk_' || slot || place
           FROM generate_series($1::timestamptz, $2::timestamptz, '30 min') slot,
                generate_series(1, 4) place
         ON CONFLICT DO NOTHING`,
        [earlier, slots.at(-1)],
      );
      await admin.query('COMMIT');
      await makeUp(callback);
      const moved = await desk.now(callback);
      expect(moved.lapses).toBe(1);
      expect(await desk.heldIn(moved.slotAt)).toBe(5);
      await admin.query(`DELETE FROM callback_places WHERE callback_id LIKE 'cbk\\_2%'`);
    });
  });

  async function snoozedUntil({ lane, id }: ClaimEntity): Promise<Date | null> {
    const [row] = await desk.reads.query<{ until: Date | null }[]>(
      'SELECT snoozed_until AS until FROM claims WHERE lane = $1 AND id = $2',
      [lane, id],
    );
    return row?.until ?? null;
  }
});
