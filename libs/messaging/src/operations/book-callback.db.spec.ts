import type { ClaimEntity } from '@app/claims';

import { CALLS_PER_SLOT, CallDesk, PHONE, claimantOf } from '../../../../test/support/call-desk';
import type { BookingWish } from '../../../../test/support/call-desk';
import { endOf } from '../../../../test/support/duels';
import { CHANGES_PER_DAY_MAX } from '../domain/callback-refusals';
import type { CallbackEntity } from '../persistence/callback.entity';
import { BookCallback } from './book-callback';
import { CancelCallback } from './cancel-callback';
import { MoveCallback } from './move-callback';

describe('asking for a call', () => {
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

  const cancel = async ({ id }: CallbackEntity, claim: ClaimEntity): Promise<CallbackEntity> =>
    desk.transaction((tx) =>
      desk.get(CancelCallback).run(tx, claimantOf(claim), { callbackId: id }),
    );

  const move = async (
    callback: CallbackEntity,
    claim: ClaimEntity,
    wish: BookingWish = {},
  ): Promise<CallbackEntity> =>
    desk.transaction((tx) =>
      desk.get(MoveCallback).run(tx, wish.by ?? claimantOf(claim), {
        callbackId: callback.id,
        slotAt: wish.slotAt ?? callback.slotAt,
        callee: wish.callee ?? null,
        phone: wish.phone ?? null,
        locale: wish.locale ?? null,
        topic: wish.topic ?? null,
      }),
    );

  it('books it by what we know, and tells the claimant when we call which number', async () => {
    const claim = await desk.claim();
    const callback = await desk.book(claim, { topic: 'Where is my claim?' });
    expect(callback).toMatchObject({ state: 'booked', phone: PHONE, locale: 'zh-CN', tries: 0 });
    const [notice] = await desk.thread(claim);
    expect(notice).toMatchObject({ noticeKey: 'callback.booked', direction: 'out' });
    expect(notice?.body).toContain('***5678');
    expect(await desk.timeline(claim)).toEqual(['callback.booked']);
  });

  it('keeps the number and what was said in its own row, and nowhere else', async () => {
    const claim = await desk.claim();
    await desk.book(claim, { phone: '139 7777 6666', topic: 'A secret of mine' });
    const admin = await desk.libs.connectAs(null);
    for (const table of ['messages', 'claim_events', 'audit_records', 'bullmq.job']) {
      const { rows } = await admin.query<{ count: number }>(
        `SELECT count(*)::int FROM ${table} t WHERE t::text ~ '7777.?6666|secret of mine'`,
      );
      expect([table, rows[0]?.count]).toEqual([table, 0]);
    }
  });

  it('moves the call that is to come, and gives its place back', async () => {
    const claim = await desk.claim();
    const [early, late] = (await desk.slots()).slice(5, 7) as [Date, Date];
    const first = await desk.book(claim, { slotAt: early });
    const second = await desk.book(claim, { slotAt: late, by: desk.sun, locale: 'en' });
    expect(second).toMatchObject({ id: first.id, slotAt: late, locale: 'en', phone: PHONE });
    expect([await desk.heldIn(early), await desk.heldIn(late)]).toEqual([0, 1]);
    expect(await desk.notices(claim)).toEqual(['callback.booked', 'callback.moved']);
  });

  it('changes nothing and tells nobody when the same is asked for again', async () => {
    const claim = await desk.claim();
    const callback = await desk.book(claim);
    const again = await desk.book(claim, { slotAt: callback.slotAt });
    expect(again).toEqual(await desk.now(callback));
    expect(await desk.notices(claim)).toEqual(['callback.booked']);
  });

  it('takes another number, in the same slot, until it begins and after', async () => {
    const claim = await desk.claim();
    const callback = await desk.book(claim);
    desk.clock.moveOn(callback.slotAt.getTime() - desk.clock.now().getTime());
    const changed = await move(callback, claim, { phone: '010 8888 8888' });
    expect(changed).toMatchObject({ phone: '+861088888888', slotAt: callback.slotAt });
    expect(await desk.notices(claim)).toEqual(['callback.booked', 'callback.moved']);
  });

  it('may be for whoever speaks for the claimant', async () => {
    const claim = await desk.claim();
    expect(await endOf(desk.book(claim, { callee: 'proxy' }))).toBe('callback.no_proxy');
    await desk.transaction((tx) =>
      tx.query(
        `INSERT INTO claim_proxies (lane, claim_id, name, phone) VALUES ($1, $2, '陈', $3)`,
        [claim.lane, claim.id, '13900001111'],
      ),
    );
    const callback = await desk.book(claim, { callee: 'proxy' });
    expect(callback).toMatchObject({ callee: 'proxy', phone: '+8613900001111' });
    const back = await move(callback, claim, { callee: 'claimant' });
    expect(back.phone).toBe(PHONE);
  });

  it.each<[string, BookingWish, string]>([
    ['a number that is none', { phone: '12345' }, 'callback.number_invalid'],
    ['a time that is no slot', { slotAt: new Date('2040-01-01') }, 'callback.no_such_slot'],
    ['a time that has passed', { slotAt: new Date('2020-01-01') }, 'callback.slot_too_soon'],
  ])('refuses %s', async (_what, wish, code) => {
    const claim = await desk.claim();
    expect(await endOf(desk.book(claim, wish))).toBe(code);
    expect(await desk.openOf(claim)).toBeNull();
  });

  it('asks for a number when we have none', async () => {
    const claim = await desk.claim({ phone: null });
    expect(await endOf(desk.book(claim))).toBe('callback.number_missing');
    expect(await endOf(desk.book(claim, { phone: PHONE }))).toBe('done');
  });

  it('says on a claim that was merged where it goes on', async () => {
    const other = await desk.claim();
    const claim = await desk.claim({
      claimantPartyId: other.claimantPartyId,
      status: 'closed',
      nextStep: null,
      nextBy: null,
      nextDueAt: null,
      mergedIntoId: other.id,
    });
    await expect(desk.book(claim)).rejects.toMatchObject({
      code: 'callback.claim_merged',
      details: { goesOnIn: other.reference },
    });
  });

  it('names free slots when the one that is wanted is full, and the place of who left is free', async () => {
    const [slotAt, next] = (await desk.slots()).slice(20, 22) as [Date, Date];
    await desk.fill(slotAt, 1);
    const last = await desk.claim();
    const callback = await desk.book(last, { slotAt });
    const unlucky = await desk.claim();
    const refused = await desk.book(unlucky, { slotAt }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'callback.slot_full' });
    const { free } = (refused as { details: { free: string[] } }).details;
    expect(free).not.toContain(slotAt.toISOString());
    expect(free.length).toBeGreaterThan(0);
    await cancel(callback, last);
    expect((await desk.book(unlucky, { slotAt })).slotAt).toEqual(slotAt);
    expect(await desk.heldIn(slotAt)).toBe(CALLS_PER_SLOT);
    // Who is refused another slot keeps the one that they have.
    await desk.fill(next);
    const mine = (await desk.openOf(unlucky))!;
    expect(await endOf(move(mine, unlucky, { slotAt: next }))).toBe('callback.slot_full');
    expect((await desk.now(mine)).slotAt).toEqual(slotAt);
  });

  it('is cancelled once, and can be asked for again', async () => {
    const claim = await desk.claim();
    const callback = await desk.book(claim);
    expect(await cancel(callback, claim)).toMatchObject({ state: 'cancelled' });
    expect(await cancel(callback, claim)).toMatchObject({ state: 'cancelled' });
    expect(await endOf(move(callback, claim, { locale: 'en' }))).toBe('callback.ended');
    expect(await desk.notices(claim)).toEqual(['callback.booked', 'callback.cancelled']);
    expect((await desk.book(claim)).id).not.toBe(callback.id);
  });

  it('waits while somebody is calling, unless they move it themselves', async () => {
    const claim = await desk.claim();
    const callback = await desk.book(claim);
    await desk.take(callback);
    expect(await endOf(cancel(callback, claim))).toBe('callback.being_made');
    expect(await endOf(move(callback, claim, { locale: 'en' }))).toBe('callback.being_made');
    const moved = await move(callback, claim, { locale: 'en', by: desk.sun });
    expect(moved).toMatchObject({ locale: 'en', takenBy: null });
    expect(await endOf(cancel(callback, claim))).toBe('done');
  });

  it('is changed so often in a day, and then by telephone', async () => {
    const claim = await desk.claim();
    const callback = await desk.book(claim);
    for (let change = 1; change < CHANGES_PER_DAY_MAX; change += 1) {
      await move(callback, claim, { topic: `Change ${String(change)}` });
    }
    const more = { topic: 'One more' };
    expect(await endOf(move(callback, claim, more))).toBe('callback.too_many_changes');
    expect(await endOf(cancel(callback, claim))).toBe('done');
    expect(await endOf(desk.book(claim))).toBe('callback.too_many_changes');
    desk.clock.moveOn(24 * 3_600_000 + 1);
    expect(await endOf(desk.book(claim))).toBe('done');
  });

  it('leaves nothing behind when it breaks off before the end, and can then be done', async () => {
    const claim = await desk.claim();
    const [slotAt] = (await desk.slots()).slice(40) as [Date];
    const dying = desk.transaction(async (tx) => {
      const wish = { callee: null, phone: null, locale: null, topic: null };
      const input = { claimId: claim.id, slotAt, ...wish };
      await desk.get(BookCallback).run(tx, claimantOf(claim), input);
      throw new Error('The process is gone.');
    });
    await expect(dying).rejects.toThrow('The process is gone.');
    expect(await desk.heldIn(slotAt)).toBe(0);
    expect([await desk.openOf(claim), await desk.thread(claim)]).toEqual([null, []]);
    expect(await endOf(desk.book(claim, { slotAt }))).toBe('done');
  });
});
