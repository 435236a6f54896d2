import { setTimeout as sleep } from 'node:timers/promises';

import { LEASE_MS, PayoutQueries } from '@app/payouts';
import type { PayoutEntity } from '@app/payouts';

import { ApproveResolution } from '../../libs/payouts/src/operations/approve-resolution';
import { ProposeResolution } from '../../libs/payouts/src/operations/propose-resolution';
import { claimNow } from '../support/cases';
import { payoutBookings, stateOf } from '../support/payout-steps';
import type { SetTrap } from '../support/tcp-proxy';
import { PayoutWorkers, isOrder, saidInOrder } from './payout-workers';

const LIMIT_MS = 200_000;
/** For what takes a lease and a sweep. */
const SOON_MS = 90_000;
const HOUR_MS = 3_600_000;
/** Longer than the lease and the rail's settlement window. */
const A_WHILE_MS = 90_000;
const IN_TRANSIT = ['E15 2030/2040 15000'];
const PAID = [...IN_TRANSIT, 'E16 2040/1030 15000'];

describe('a worker that comes late', () => {
  let house: PayoutWorkers;
  beforeAll(async () => {
    house = await PayoutWorkers.start();
  }, LIMIT_MS);
  afterEach(async () => {
    await house.dismiss();
  }, LIMIT_MS);
  afterAll(async () => {
    await house.stop();
  }, LIMIT_MS);

  const commits = (id: string): ((said: string) => boolean) =>
    saidInOrder('INSERT INTO "ganpei"."payout_attempts"', id, '\nCOMMIT');
  /** The rail pays, and its answer is on the way. */
  const answerHeld = ({ id }: PayoutEntity): SetTrap =>
    house.toRail.set({ at: (said) => isOrder(said, id), then: 'silence' });
  /** The attempt is committed, and the word of that is on the way. */
  const commitHeld = ({ id }: PayoutEntity): SetTrap =>
    house.toDatabase.set({ at: commits(id), then: 'silence' });
  const isSettled = ({ status }: PayoutEntity): boolean => status === 'settled';

  /** By event: the ids of what people did here are of an earlier time than those of workers. */
  async function booked(payout: PayoutEntity): Promise<string[]> {
    return (await payoutBookings(house.ops, payout)).sort();
  }

  async function attempts(payout: PayoutEntity): Promise<unknown[]> {
    const all = await house.ops.get(PayoutQueries).attempts(house.ops.reads, payout);
    return all.map(({ attempt: { action }, answer }) => [action, answer?.applied]);
  }

  it(
    'because it was frozen for longer than its lease: its answer moves nothing, and it sends nothing',
    async () => {
      const [answered, unsent] = [await house.aPayout(), await house.aPayout()];
      const traps = new Map([
        ['its answer', answerHeld(answered)],
        ['its commit', commitHeld(unsent)],
      ]);
      const late = house.work();
      await house.caught(traps);
      await house.freeze(late);
      for (const trap of traps.values()) trap.release();

      const next = house.work();
      await house.becomes(answered, isSettled, SOON_MS);
      expect(await attempts(answered)).toEqual([
        ['send', undefined],
        ['query', true],
      ]);
      await house.becomes(unsent, ({ fence }) => fence > 1, LEASE_MS);

      late.thaw();
      await house.until(
        () => attempts(answered),
        ([first]) => String(first) === 'send,false',
        LEASE_MS,
      );
      await sleep(1_000);
      expect(house.sendsOf(unsent)).toBe(0);
      expect([late.isRunning, next.isRunning]).toEqual([true, true]);
      await house.dismiss();

      await house.passTime(A_WHILE_MS);
      house.work();
      await house.becomes(unsent, isSettled, SOON_MS);
      for (const payout of [answered, unsent]) {
        expect(house.rail.book().of(payout.id)).toHaveLength(1);
        expect(house.sendsOf(payout)).toBe(1);
        expect(await booked(payout)).toEqual(PAID);
      }
      expect(await house.broken()).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'after its rail has forgotten the keys: it sends nothing again, and two people decide',
    async () => {
      const [paid, unpaid] = [await house.aPayout(), await house.aPayout()];
      const never = house.toRail.set({ at: (said) => isOrder(said, unpaid.id), then: 'keep' });
      house.work();
      await house.caught(
        new Map([
          ['its answer', answerHeld(paid)],
          ['its order', never],
        ]),
      );
      await house.dismiss();

      await house.passTime(13 * HOUR_MS);
      const times = 1_000;
      house.rail.setFaults([
        { kind: 'forget_key', on: 'query', times },
        { kind: 'forget_key', on: 'send', times },
      ]);
      house.work();
      for (const payout of [paid, unpaid]) {
        const now = await house.becomes(
          payout,
          ({ status }) => status === 'action_required',
          SOON_MS,
        );
        expect(stateOf(now)).toBe('action_required key_half_expired');
        expect(now.nextActionAt).toBeNull();
        expect(house.sendsOf(now)).toBe(1);
        const claim = await claimNow(house.ops, { id: payout.claimId });
        expect(claim).toMatchObject({ status: 'paying', nextStep: 'resolve_payout' });
      }
      expect(await house.broken()).toEqual([]);

      const [transfer] = house.rail.book().paidOf(paid.id);
      await resolve(paid, { outcome: 'settled', transferId: transfer?.transferId ?? null });
      await resolve(unpaid, { outcome: 'failed', transferId: null });
      expect(await booked(paid)).toEqual(PAID);
      expect(await booked(unpaid)).toEqual([...IN_TRANSIT, 'E17 2040/2030 15000']);
      expect(house.rail.book().of(paid.id)).toHaveLength(1);
      expect(house.rail.book().of(unpaid.id)).toEqual([]);
      expect(await house.broken()).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'leaves nothing for the doctor to find, and a ledger that verifies',
    async () => {
      expect(await house.found()).toEqual([]);
    },
    LIMIT_MS,
  );

  /** Two people say with evidence what became of it. */
  async function resolve(
    { id: payoutId }: PayoutEntity,
    said: { readonly outcome: 'settled' | 'failed'; readonly transferId: string | null },
  ): Promise<void> {
    const { ops } = house;
    const { zhao, li } = ops.staff;
    const settledAt = said.outcome === 'settled' ? ops.clock.now() : null;
    const reference = 'Seen today at 10:40';
    const evidence = { kind: 'rail_portal', reference, note: 'Seen.' } as const;
    await ops.transaction((tx) =>
      ops.get(ProposeResolution).run(tx, zhao, { payoutId, evidence, settledAt, ...said }),
    );
    const verdict = { number: 1, verdict: 'approve', note: 'Yes.' } as const;
    await ops.transaction((tx) => ops.get(ApproveResolution).run(tx, li, { payoutId, ...verdict }));
  }
});
