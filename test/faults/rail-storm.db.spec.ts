import { LessThanOrEqual } from 'typeorm';

import { PayoutEntity } from '@app/payouts';

import type { RailFault } from '../../apps/cli/src/simulated-rail/rail-fault';
import { PAUSE_MS, UNKNOWNS_MAX } from '../../libs/payouts/src/domain/rail-breaker';
import { claimNow, payingCase, payoutNow } from '../support/cases';
import { payoutBookings } from '../support/payout-steps';
import { TestOperations } from '../support/test-operations';

const PAYOUTS = 30;
const STORM_MS = 300_000;
/** Thereafter, for the longest pause between two looks and the rail's settlement window. */
const CALM_MS = 180_000;
const STEP_MS = 1_000;
const PAID = ['E15 2030/2040 15000', 'E16 2040/1030 15000'];

describe('a rail that is overloaded for five minutes', () => {
  let ops: TestOperations;
  const payouts: PayoutEntity[] = [];

  beforeAll(async () => {
    ops = await TestOperations.start();
    for (let count = 0; count < PAYOUTS; count += 1) {
      payouts.push(...(await payingCase(ops, { amounts: [15_000n] })));
    }
    // With 429 it says that it has not taken the order; 503 says nothing.
    const turns = Array.from({ length: 100 }, (_, turn): RailFault => {
      return { kind: 'throttle', status: turn % 2 === 0 ? 429 : 503, times: 3 };
    });
    ops.rail.setFaults([...turns, ...turns.map((turn): RailFault => ({ ...turn, on: 'query' }))]);
    await goOn(STORM_MS);
  });
  afterAll(async () => {
    await ops.stop();
  });

  /** So much time passes, in which all that is due is done. */
  async function goOn(ms: number): Promise<void> {
    for (let passedMs = 0; passedMs < ms; passedMs += STEP_MS) {
      const due = await ops.reads.find(PayoutEntity, {
        select: { id: true },
        where: { nextActionAt: LessThanOrEqual(ops.clock.now()) },
      });
      await Promise.all(due.map(({ id }) => ops.advancePayout.run({ payoutId: id })));
      ops.clock.moveOn(STEP_MS);
    }
  }

  it('is left in peace after a while: then one send at a time tries', () => {
    const sends = ops.way.calls.filter(({ kind }) => kind === 'send').length;
    expect(sends).toBeGreaterThanOrEqual(UNKNOWNS_MAX);
    // Those that were under way when it became too many were sent as well.
    expect(sends).toBeLessThanOrEqual(PAYOUTS + STORM_MS / PAUSE_MS + 1);
    expect(ops.rail.book().transfers).toEqual([]);
  });

  it('pays each order once when it is well again, under its one key', async () => {
    ops.rail.setFaults([]);
    await goOn(CALM_MS);
    for (const payout of payouts) {
      expect((await payoutNow(ops, payout)).status).toBe('settled');
      expect(ops.rail.book().of(payout.id)).toHaveLength(1);
      expect(await payoutBookings(ops, payout)).toEqual(PAID);
      const claim = await claimNow(ops, { id: payout.claimId });
      expect(claim).toMatchObject({ status: 'paid', nextStep: null });
      const orders = ops.way.calls.filter(({ order }) => order.reference === payout.id);
      const keys = new Set(orders.map(({ order }) => `${order.key} ${order.requestDigest}`));
      expect(keys.size).toBe(1);
    }
    expect(ops.rail.book().transfers).toHaveLength(PAYOUTS);
  });

  it('leaves books that hold', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
