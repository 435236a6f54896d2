import { FundGuarantee, RAIL_GUARD } from '@app/accounting';
import { HOUSE_LANE } from '@app/kernel';
import { LedgerGuardEntity, MoveAllotment } from '@app/ledger';
import { Money } from '@app/money';
import type { Tx } from '@app/platform';

import { claimNow, payingCase, payoutNow } from '../../../../test/support/cases';
import { lookedAt, payoutBookings } from '../../../../test/support/payout-steps';
import { anActor } from '../../../../test/support/test-libs';
import { TestOperations } from '../../../../test/support/test-operations';
import { lockPayout } from '../lock-payout';
import type { PayoutEntity } from '../persistence/payout.entity';
import { SubmitPayout } from './submit-payout';

const AMOUNT = 15_000n;
const SUBMITTED = ['E15 2030/2040 15000'];
const PAID = [...SUBMITTED, 'E16 2040/1030 15000'];
/** SQLSTATE lock_not_available: somebody else has it. */
const TAKEN = '55P03';

describe('SubmitPayout', () => {
  let ops: TestOperations;

  beforeEach(async () => {
    ops = await TestOperations.start();
  });
  afterEach(async () => {
    const broken = await ops.broken();
    await ops.stop();
    if (broken.length > 0) throw new Error(broken.join('\n'));
  });

  /** A payout whose lane may take so much out of the rails, in a currency that is guarded. */
  const aPayout = async (allotmentMinor: bigint): Promise<PayoutEntity> => {
    const [payout] = await payingCase(ops, { amounts: [AMOUNT] });
    const money = Money.of(allotmentMinor + 1n, 'CNY');
    const contribution = {
      actor: anActor('operator'),
      money,
      toRail: { rail: 'simulated', money },
    };
    await ops.transaction((tx) => ops.get(FundGuarantee).run(tx, contribution));
    await give(payout!.lane, allotmentMinor);
    return payout!;
  };
  const give = async (toLane: number, amountMinor: bigint): Promise<void> => {
    if (toLane === HOUSE_LANE || amountMinor === 0n) return;
    const wanted = Money.of(amountMinor, 'CNY');
    await ops.transaction((tx) =>
      ops.get(MoveAllotment).run(tx, { guard: RAIL_GUARD, fromLane: HOUSE_LANE, toLane, wanted }),
    );
  };
  const submitIn = async (tx: Tx, { id }: PayoutEntity): Promise<boolean> => {
    const payout = await lockPayout(tx, id);
    return ops.get(SubmitPayout).run(tx, payout!);
  };
  const submit = (payout: PayoutEntity): Promise<boolean> =>
    ops.transaction((tx) => submitIn(tx, payout));
  /** What all lanes together may still take out of the rails. */
  const availableMinor = async (): Promise<bigint> => {
    const rows = await ops.reads.findBy(LedgerGuardEntity, { guard: RAIL_GUARD, currency: 'CNY' });
    return rows.reduce((sum, row) => sum + row.availableMinor, 0n);
  };

  describe('with enough in its lane', () => {
    it('takes the money out of the allotment and books it as handed to the rail', async () => {
      const payout = await aPayout(AMOUNT);
      // Looked at and rolled back: the payout is marked as sent in the same commit, by the caller.
      const seen = await ops
        .transaction(async (tx) => {
          const isSubmitted = await submitIn(tx, payout);
          const [row] = await tx.query<{ left: string }[]>(
            `SELECT sum(available_minor)::text AS left FROM ledger_guards WHERE guard = 'rail'`,
          );
          throw Object.assign(new Error('seen'), { isSubmitted, left: row!.left });
        })
        .catch((error: unknown) => error);
      expect(seen).toMatchObject({ isSubmitted: true, left: '1' });
      expect(await lookedAt(ops, payout, 0)).toMatchObject({ status: 'settled' });
      expect(await payoutBookings(ops, payout)).toEqual(PAID);
      expect(await availableMinor()).toBe(1n);
    });

    it('cannot take it twice: the second booking of a payout is refused', async () => {
      const payout = await aPayout(2n * AMOUNT);
      await lookedAt(ops, payout, 0);
      // Who asks again books nothing, and who took it for new all the same is refused.
      expect(await submit(payout)).toBe(true);
      const stale = ops.transaction((tx) => ops.get(SubmitPayout).run(tx, payout));
      await expect(stale).rejects.toMatchObject({ code: 'ledger.key_conflict' });
      expect(await payoutBookings(ops, payout)).toEqual(PAID);
      expect(await availableMinor()).toBe(AMOUNT + 1n);
    });
  });

  describe('with too little in its lane', () => {
    it('books nothing, says that it waits, and asks for a refill and another look', async () => {
      const payout = await aPayout(AMOUNT - 2n);
      const before = ops.clock.now().getTime();
      expect(await submit(payout)).toBe(false);
      const waiting = await payoutNow(ops, payout);
      expect(waiting).toMatchObject({ status: 'created', statusReason: 'awaiting_funds' });
      expect(waiting.nextActionAt!.getTime() - before).toBeGreaterThanOrEqual(5_000);
      expect(await payoutBookings(ops, payout)).toEqual([]);
      expect(await availableMinor()).toBe(AMOUNT - 1n);
      const refill = { lane: String(payout.lane), currency: 'CNY' };
      expect(await ops.jobs('refill-allotment', refill)).toHaveLength(1);
      expect(await ops.jobs('advance-payout', { payoutId: payout.id })).toHaveLength(2);
    });

    it('lets its claim wait for people from the second look on, and go on with the money', async () => {
      const payout = await aPayout(1n);
      const nextStep = async (): Promise<string | null> =>
        (await claimNow(ops, { id: payout.claimId })).nextStep;
      await submit(payout);
      expect(await nextStep()).toBe('settle_payout');
      await submit(payout);
      expect(await nextStep()).toBe('await_funds');
      const money = Money.of(AMOUNT, 'CNY');
      const contribution = { actor: anActor('operator'), money };
      await ops.transaction((tx) =>
        ops.get(FundGuarantee).run(tx, { ...contribution, toRail: { rail: 'simulated', money } }),
      );
      await give(payout.lane, AMOUNT);
      expect(await lookedAt(ops, payout)).toMatchObject({ status: 'settled' });
      expect(await nextStep()).toBeNull();
    });
  });

  /**
   * The order in which everybody who moves money out locks: payout, allotment, claim. Somebody
   * holds one of the three; what comes before it is then held by us, and what comes after is free.
   */
  it.each([
    ['payout', { payout: TAKEN, allotment: 'free', claim: 'free' }],
    ['allotment', { payout: TAKEN, allotment: TAKEN, claim: 'free' }],
    ['claim', { payout: TAKEN, allotment: TAKEN, claim: TAKEN }],
  ] as const)('locks in one order, seen by who holds the %s', async (held, expected) => {
    const payout = await aPayout(1n);
    await submit(payout);
    const rows = rowsOf(payout);
    const holder = await ops.libs.connectAs(null);
    await holder.query(`BEGIN; ${rows[held]} FOR UPDATE`);
    const waiting = submit(payout);
    const probe = await ops.libs.connectAs(null);
    await untilSomebodyWaits(probe);
    const seen: Record<string, string> = {};
    for (const [name, row] of Object.entries(rows)) {
      seen[name] = await probe.query(`${row} FOR UPDATE NOWAIT`).then(
        () => 'free',
        (error: unknown) => (error as { code: string }).code,
      );
    }
    await holder.query('COMMIT');
    expect(await waiting).toBe(false);
    expect(seen).toEqual(expected);
  });

  function rowsOf({
    lane,
    id,
    claimId,
  }: PayoutEntity): Record<'payout' | 'allotment' | 'claim', string> {
    return {
      payout: `SELECT FROM payouts WHERE lane = ${lane} AND id = '${id}'`,
      allotment: `SELECT FROM ledger_guards WHERE lane = ${lane} AND guard = 'rail' AND currency = 'CNY'`,
      claim: `SELECT FROM claims WHERE lane = ${lane} AND id = '${claimId}'`,
    };
  }

  async function untilSomebodyWaits(probe: {
    query: (sql: string) => Promise<{ rowCount: number | null }>;
  }): Promise<void> {
    for (;;) {
      const { rowCount } = await probe.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if (rowCount !== 0) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  describe('when the power fails', () => {
    it('before the commit, nothing was taken and nothing is booked; then it is paid once', async () => {
      const payout = await aPayout(AMOUNT);
      const server = await ops.libs.connectAs(null);
      const dying = ops.transaction(async (tx) => {
        await submitIn(tx, payout);
        const [row] = await tx.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
        await server.query('SELECT pg_terminate_backend($1)', [row!.pid]);
        await tx.query('SELECT 1');
      });
      const [end] = await Promise.allSettled([dying]);
      expect(end.status).toBe('rejected');
      expect(await payoutNow(ops, payout)).toEqual(payout);
      expect(await payoutBookings(ops, payout)).toEqual([]);
      expect(await availableMinor()).toBe(AMOUNT + 1n);
      expect(await lookedAt(ops, payout, 0)).toMatchObject({ status: 'settled' });
      expect(ops.rail.book().paidOf(payout.id)).toHaveLength(1);
    });

    it('after the commit, the money stays taken until the rail has said what became of it', async () => {
      const payout = await aPayout(AMOUNT);
      ops.way.intercept = () => Promise.reject(new Error('The power failed.'));
      await expect(lookedAt(ops, payout, 0)).rejects.toThrow('The power failed.');
      expect(await payoutNow(ops, payout)).toMatchObject({ status: 'submitted' });
      expect(await payoutBookings(ops, payout)).toEqual(SUBMITTED);
      expect(await availableMinor()).toBe(1n);
      ops.way.intercept = (call) => call.deliver();
      await lookedAt(ops, payout);
      expect(await lookedAt(ops, payout)).toMatchObject({ status: 'settled' });
      expect(await payoutBookings(ops, payout)).toEqual(PAID);
      expect(await availableMinor()).toBe(1n);
      expect(ops.rail.book().paidOf(payout.id)).toHaveLength(1);
    });
  });
});
