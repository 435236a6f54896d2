import { setTimeout as sleep } from 'node:timers/promises';

import { PayoutQueries } from '@app/payouts';
import type { PayoutEntity } from '@app/payouts';

import { claimNow } from '../support/cases';
import { payoutBookings, stateOf } from '../support/payout-steps';
import type { SetTrap } from '../support/tcp-proxy';
import { PayoutWorkers, isOrder, saidInOrder } from './payout-workers';
import type { WorkerProcess } from './worker-process';

const LIMIT_MS = 200_000;
/** For what takes a lease and a sweep. */
const SOON_MS = 90_000;
/** Longer than the lease and the rail's settlement window. */
const A_WHILE_MS = 90_000;
const PAID = ['E15 2030/2040 15000', 'E16 2040/1030 15000'];

describe('a worker that loses its database', () => {
  let house: PayoutWorkers;
  let worker: WorkerProcess;
  /** The worker hears nothing of the commit of its answer; or of that of its attempt. */
  let answered: PayoutEntity;
  let unsent: PayoutEntity;
  /** It is cut off from the database while its rail pays. */
  let cutOff: PayoutEntity;

  const unheard = ({ id }: PayoutEntity, table: string): SetTrap =>
    house.toDatabase.set({
      at: saidInOrder(`INSERT INTO "ganpei"."${table}"`, id, '\nCOMMIT'),
      then: 'silence',
    });

  beforeAll(async () => {
    house = await PayoutWorkers.start();
    [answered, unsent] = [await house.aPayout(), await house.aPayout()];
    const traps = new Map([
      ['the commit of the answer', unheard(answered, 'payout_answers')],
      ['the commit of the attempt', unheard(unsent, 'payout_attempts')],
    ]);
    worker = house.work();
    await house.caught(traps);
    for (const trap of traps.values()) trap.cut();
  }, LIMIT_MS);
  afterAll(async () => {
    await house.stop();
  }, LIMIT_MS);

  async function attempts(payout: PayoutEntity): Promise<unknown[]> {
    const all = await house.ops.get(PayoutQueries).attempts(house.ops.reads, payout);
    return all.map(({ attempt: { action }, answer }) => [action, answer?.applied]);
  }

  /** The payout when its job has been done to the end, for the second time. */
  async function triedAgain(payout: PayoutEntity): Promise<PayoutEntity> {
    await house.until(
      () => house.ops.jobs('advance-payout', { payoutId: payout.id }),
      (left) => left.length === 0,
      SOON_MS,
    );
    return house.becomes(payout, () => true, 0);
  }

  async function expectPaidOnce(payout: PayoutEntity): Promise<void> {
    expect(house.rail.book().of(payout.id)).toHaveLength(1);
    expect(house.sendsOf(payout)).toBe(1);
    expect(await payoutBookings(house.ops, payout)).toEqual(PAID);
    const claim = await claimNow(house.ops, { id: payout.claimId });
    expect(claim).toMatchObject({ status: 'paid', paidMinor: 15_000n, nextStep: null });
    expect(await house.broken()).toEqual([]);
  }

  it('and hears nothing of the commit of an answer finds that answer when it tries again', async () => {
    const now = await triedAgain(answered);
    expect(now).toMatchObject({ status: 'settled', fence: 1 });
    expect(await attempts(answered)).toEqual([['send', true]]);
    await expectPaidOnce(answered);
  });

  it('and hears nothing of the commit of an attempt does not send it', async () => {
    expect(stateOf(await triedAgain(unsent))).toBe('submitted');
    expect(await attempts(unsent)).toEqual([['send', undefined]]);
    expect(house.sendsOf(unsent)).toBe(0);
  });

  it(
    'while its rail pays asks the rail, when the database is back',
    async () => {
      const others = [answered.id, unsent.id];
      const isThis = (said: string): boolean =>
        isOrder(said, '') && !others.some((id) => said.includes(id));
      const trap = house.toRail.set({ at: isThis, then: 'silence' });
      cutOff = await house.aPayout();
      await house.caught(new Map([['its order', trap]]));
      house.toDatabase.cut();
      trap.release();
      await sleep(2_000);
      expect(stateOf(await house.becomes(cutOff, () => true, 0))).toBe('submitted');
      expect(house.rail.book().paidOf(cutOff.id)).toHaveLength(1);
      house.toDatabase.heal();
      await house.becomes(cutOff, ({ status }) => status === 'settled', SOON_MS);
      expect(await attempts(cutOff)).toEqual([
        ['send', undefined],
        ['query', true],
      ]);
      await expectPaidOnce(cutOff);
      expect(worker.isRunning).toBe(true);
    },
    LIMIT_MS,
  );

  it(
    'sends what was never sent once its rail says that it does not know it',
    async () => {
      await house.dismiss();
      await house.passTime(A_WHILE_MS);
      house.work();
      await house.becomes(unsent, ({ status }) => status === 'settled', SOON_MS);
      await expectPaidOnce(unsent);
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
});
