import type { ClaimEntity } from '@app/claims';

import { CALLS_PER_SLOT, CallDesk, claimantOf } from '../../../../test/support/call-desk';
import { duel } from '../../../../test/support/duels';
import type { CallbackEntity } from '../persistence/callback.entity';
import { CancelCallback } from './cancel-callback';
import { MakeUpCallback } from './make-up-callback';
import { MoveCallback } from './move-callback';

const ROUNDS = 20;
const HOUR_MS = 3_600_000;

/** What two people do at the same moment, each pair again and again. */
describe('of two who want the same of the desk at once', () => {
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

  const cancel = (callback: CallbackEntity, claim: ClaimEntity) => async (): Promise<unknown> =>
    desk.transaction((tx) =>
      desk.get(CancelCallback).run(tx, claimantOf(claim), { callbackId: callback.id }),
    );

  const move =
    (callback: CallbackEntity, claim: ClaimEntity, slotAt: Date) => async (): Promise<unknown> =>
      desk.transaction((tx) =>
        desk.get(MoveCallback).run(tx, claimantOf(claim), {
          callbackId: callback.id,
          slotAt,
          ...{ callee: null, phone: null, locale: null, topic: null },
        }),
      );

  it('one gets the last place of a slot', async () => {
    const slots = await desk.slots();
    for (let round = 0; round < ROUNDS; round += 1) {
      const slotAt = slots[30 + round]!;
      await desk.fill(slotAt, 1);
      const [one, other] = [await desk.claim(), await desk.claim()];
      const ends = await duel(
        () => desk.book(one, { slotAt }),
        () => desk.book(other, { slotAt }),
      );
      expect(ends).toEqual(['callback.slot_full', 'done']);
      expect(await desk.heldIn(slotAt)).toBe(CALLS_PER_SLOT);
    }
  });

  it('as many of eight are booked at once as a slot has places', async () => {
    const slots = await desk.slots();
    for (let round = 0; round < 5; round += 1) {
      const slotAt = slots[60 + round]!;
      const claims = await Promise.all(Array.from({ length: 8 }, () => desk.claim()));
      const ends = await duel(...claims.map((claim) => () => desk.book(claim, { slotAt })));
      expect(ends.filter((end) => end === 'done')).toHaveLength(CALLS_PER_SLOT);
      expect(await desk.heldIn(slotAt)).toBe(CALLS_PER_SLOT);
    }
  });

  it('a claim has one call to come, in the slot that came last', async () => {
    const slots = await desk.slots();
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await desk.claim();
      const [early, late] = slots.slice(70 + round, 72 + round) as [Date, Date];
      const ends = await duel(
        () => desk.book(claim, { slotAt: early }),
        () => desk.book(claim, { slotAt: late, by: desk.sun }),
      );
      expect(ends).toEqual(['done', 'done']);
      expect(await desk.notices(claim)).toEqual(['callback.booked', 'callback.moved']);
      await cancel((await desk.openOf(claim))!, claim)();
    }
  });

  it('two who change places both keep one', async () => {
    const slots = await desk.slots();
    for (let round = 0; round < ROUNDS; round += 1) {
      const [here, there] = [slots[100 + 2 * round]!, slots[101 + 2 * round]!];
      const [one, other] = [await desk.claim(), await desk.claim()];
      const mine = await desk.book(one, { slotAt: here });
      const theirs = await desk.book(other, { slotAt: there });
      const ends = await duel(move(mine, one, there), move(theirs, other, here));
      expect(ends).toEqual(['done', 'done']);
      expect([await desk.heldIn(here), await desk.heldIn(there)]).toEqual([1, 1]);
    }
  });

  it('one agent takes a call, and the other is told so', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const callback = await desk.book(await desk.claim(), { slot: 5 });
      const ends = await duel(
        () => desk.take(callback, desk.sun),
        () => desk.take(callback, desk.he),
      );
      expect(ends).toEqual(['callback.taken', 'done']);
      await desk.record(callback, 'reached', { by: await takerOf(callback) });
    }
  });

  it('one outcome counts, however often the button is pressed', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await desk.claim();
      const callback = await desk.book(claim, { slot: 5 });
      await desk.take(callback);
      const ends = await duel(
        () => desk.record(callback, 'missed'),
        () => desk.record(callback, 'missed'),
      );
      expect(ends).toEqual(['callback.not_taken', 'done']);
      expect((await desk.now(callback)).tries).toBe(1);
      const notes = (await desk.thread(claim)).filter(({ channel }) => channel === 'phone');
      expect(notes).toHaveLength(1);
      await cancel(callback, claim)();
    }
  });

  it('a call is taken or cancelled, and never both', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await desk.claim();
      const callback = await desk.book(claim, { slot: 5 });
      const ends = await duel(() => desk.take(callback), cancel(callback, claim));
      expect([
        ['callback.being_made', 'done'],
        ['callback.ended', 'done'],
      ]).toContainEqual(ends);
      const { state } = await desk.now(callback);
      expect(state).toBe(ends[0] === 'callback.ended' ? 'cancelled' : 'booked');
      if (state === 'booked') await desk.record(callback, 'reached');
    }
  });

  it('a call that we forgot is made up for or moved, and has one place', async () => {
    const makeUp = async ({ id }: CallbackEntity): Promise<void> =>
      desk.get(MakeUpCallback).run({ callbackId: id });
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await desk.claim();
      const callback = await desk.book(claim);
      desk.clock.moveOn(callback.slotEndsAt.getTime() - desk.clock.now().getTime() + HOUR_MS);
      const slotAt = (await desk.slots())[120]!;
      const ends = await duel(() => makeUp(callback), move(callback, claim, slotAt));
      expect(ends).toEqual(['done', 'done']);
      // Moved first, it was not late any more; moved last, it was made up for before.
      expect([0, 1]).toContain((await desk.now(callback)).lapses);
      expect((await desk.now(callback)).slotAt).toEqual(slotAt);
      await cancel(callback, claim)();
    }
  });

  async function takerOf(callback: CallbackEntity): Promise<typeof desk.sun> {
    const { takenBy } = await desk.now(callback);
    return takenBy === desk.sun.id ? desk.sun : desk.he;
  }
});
