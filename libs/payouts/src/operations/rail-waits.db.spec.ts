import { PassDueTime, RemindClaimant } from '@app/claims';
import { HOUSE_LANE, newId } from '@app/kernel';
import { TellClaimant } from '@app/messaging';
import type { Tx } from '@app/platform';

import { claimNow, payingCase, payoutNow } from '../../../../test/support/cases';
import { timelineOf } from '../../../../test/support/clock-steps';
import { lookedAt, payoutBookings, stateOf } from '../../../../test/support/payout-steps';
import { noticesOf } from '../../../../test/support/silence-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { PAUSE_MS, UNKNOWNS_MAX } from '../domain/rail-breaker';
import type { PayoutEntity } from '../persistence/payout.entity';
import { RailBreakerEntity } from '../persistence/rail-breaker.entity';
import { restingRails } from '../rail-breaker';
import type { RailAnswer } from '../rails/payout-rail';

const HOUR_MS = 3_600_000;

describe('what keeps a payout from leaving, or from arriving', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });
  afterEach(() => {
    ops.way.intercept = (call) => call.deliver();
  });

  async function aPayout(amountMinor = 15_000n): Promise<PayoutEntity> {
    const [payout] = await payingCase(ops, { amounts: [amountMinor] });
    return payout!;
  }

  const stepOf = async ({ claimId: id }: PayoutEntity): Promise<string | null> =>
    (await claimNow(ops, { id })).nextStep;

  /** Sets a limit past the two people who would. */
  async function limit(name: string, value: number, currency: string | null = null): Promise<void> {
    const owner = await ops.libs.connectAs(null);
    await owner.query('SET session_replication_role = replica');
    await owner.query(
      `INSERT INTO limit_values (name, version, value, set_at, change_id, currency)
       SELECT $1, (SELECT coalesce(max(version), 0) + 1 FROM limit_values), $2, now(), $3, $4`,
      [name, value, newId('chg', HOUSE_LANE), currency],
    );
  }

  async function sentToday(): Promise<{ payouts: number; amountMinor: number }> {
    const [row] = await ops.reads.query<{ payouts: string; amount: string }[]>(
      `SELECT coalesce(sum(payouts), 0) AS payouts, coalesce(sum(amount_minor), 0) AS amount
         FROM rail_days WHERE day = $1`,
      [ops.clock.now().toISOString().slice(0, 10)],
    );
    return { payouts: Number(row?.payouts), amountMinor: Number(row?.amount) };
  }

  it.each(['payoutsPerRailPerDay', 'payoutMinorPerRailPerDay'] as const)(
    'is %s: it waits until the next day, and the claim says so',
    async (name) => {
      await lookedAt(ops, await aPayout(), 0);
      const { payouts, amountMinor } = await sentToday();
      const currency = name === 'payoutsPerRailPerDay' ? null : 'CNY';
      const most = currency === null ? payouts + 1 : amountMinor + 19_999;
      await limit(name, most, currency);
      const [first, second] = [await aPayout(), await aPayout()];
      expect(stateOf(await lookedAt(ops, first, 0))).toBe('settled');
      const held = await lookedAt(ops, second, 0);
      expect(stateOf(held)).toBe('created rail_limit');
      expect(held.nextActionAt?.toISOString()).toMatch(/T00:00:00.000Z$/);
      expect(await payoutBookings(ops, held)).toEqual([]);
      expect(await stepOf(held)).toBe('await_rail');
      const claim = await claimNow(ops, { id: held.claimId });
      await ops.get(TellClaimant).run({ claimId: claim.id });
      expect(await noticesOf(ops, claim)).toContain('payout.waiting');
      expect(stateOf(await lookedAt(ops, held, 24 * HOUR_MS))).toBe('settled');
      await limit(name, 1_000_000_000, currency);
    },
  );

  it('is not what holds for another currency: a number of yen says nothing of yuan', async () => {
    await limit('payoutMinorPerRailPerDay', 0, 'JPY');
    expect(stateOf(await lookedAt(ops, await aPayout(), 0))).toBe('settled');
  });

  async function silentRail(): Promise<PayoutEntity[]> {
    ops.way.intercept = (call) =>
      call.kind === 'query'
        ? call.deliver()
        : Promise.resolve({ outcome: 'unknown', reason: 'timeout', seen: '' });
    const sent: PayoutEntity[] = [];
    for (let send = 0; send < UNKNOWNS_MAX; send += 1) {
      sent.push(await lookedAt(ops, await aPayout(), 0));
    }
    return sent;
  }

  it('is a rail that does not answer: nothing new is sent, one tries, and then all go', async () => {
    const [asked] = await silentRail();
    const [one, other] = [await aPayout(), await aPayout()];
    const resting = await restingRails(ops.reads);
    expect(resting.map(({ rail }) => rail)).toEqual(['simulated']);
    expect(stateOf(await lookedAt(ops, one, 0))).toBe('created rail_paused');
    expect(stateOf(await lookedAt(ops, other, 0))).toBe('created rail_paused');
    expect(ops.way.sendsOf(one.id)).toBe(0);
    // Questions go on.
    const { length } = ops.way.calls;
    await lookedAt(ops, asked!, 3_000);
    expect(ops.way.calls.slice(length).map(({ kind }) => kind)).toEqual(['query']);
    // One tries, learns nothing, and the other waits for it: now its claimant is told.
    await lookedAt(ops, one, PAUSE_MS);
    expect(ops.way.sendsOf(one.id)).toBe(1);
    expect(stateOf(await lookedAt(ops, other, 0))).toBe('created rail_paused');
    expect(await stepOf(other)).toBe('await_rail');
    ops.way.intercept = (call) => call.deliver();
    expect(stateOf(await lookedAt(ops, other, PAUSE_MS))).toBe('settled');
    expect(await restingRails(ops.reads)).toEqual([]);
    const claim = await claimNow(ops, { id: other.claimId });
    expect(await timelineOf(ops, claim)).toContain('payout.rail_again');
  });

  it('is a rail that rests: nothing is sent over it a second time either', async () => {
    const payout = await aPayout();
    ops.way.intercept = () =>
      Promise.resolve({ outcome: 'unknown', reason: 'retry_later', seen: 'HTTP 429' });
    const unknown = await lookedAt(ops, payout, 0);
    const openUntil = new Date(ops.clock.now().getTime() + HOUR_MS);
    await ops.transaction((tx: Tx) =>
      tx.update(RailBreakerEntity, { rail: 'simulated' }, { openUntil }),
    );
    ops.way.intercept = (call) => call.deliver();
    const held = await lookedAt(ops, unknown, 70_000);
    expect(stateOf(held)).toBe('unknown retry_later');
    expect(held.nextActionAt).toEqual(openUntil);
    expect(ops.way.sendsOf(payout.id)).toBe(1);
    expect(stateOf(await lookedAt(ops, held, 2 * HOUR_MS))).toBe('settled');
  });

  describe('is a payee who has to confirm', () => {
    const until = (): Date => new Date(ops.clock.now().getTime() + 24 * HOUR_MS);

    async function waitsForPayee(): Promise<PayoutEntity> {
      const awaitsPayee = { until: until(), confirmWith: 'package-1' };
      const payout = await aPayout();
      const answer: RailAnswer = {
        outcome: 'pending',
        transferId: `trf_${payout.id}`,
        awaitsPayee,
      };
      ops.way.intercept = () => Promise.resolve(answer);
      return lookedAt(ops, payout, 0);
    }

    const ends = (answer: RailAnswer): void => {
      ops.way.intercept = () => Promise.resolve(answer);
    };

    it('and who is told, and reminded once', async () => {
      const payout = await waitsForPayee();
      expect(payout).toMatchObject({ status: 'pending', payeeConfirmation: 'package-1' });
      const claim = await claimNow(ops, { id: payout.claimId });
      expect(claim).toMatchObject({
        ...{ nextStep: 'confirm_receipt', nextBy: 'claimant', nextDueAt: payout.awaitsPayeeUntil },
      });
      expect(claim.remindAt).not.toBeNull();
      for (let hour = 0; hour < 23; hour += 1) {
        await ops.transaction((tx) => ops.get(RemindClaimant).run(tx, claim.id));
        ops.clock.moveOn(HOUR_MS);
      }
      const told = await timelineOf(ops, claim);
      expect(told.filter((kind) => kind === 'payout.reminded')).toHaveLength(1);
      await ops.get(TellClaimant).run({ claimId: claim.id });
      expect(await noticesOf(ops, claim)).toEqual(
        expect.arrayContaining(['payout.to_confirm', 'payout.reminder']),
      );
    });

    it('and does: the claim is paid', async () => {
      const payout = await waitsForPayee();
      ends({
        ...{ outcome: 'confirmed', transferId: `trf_${payout.id}`, settledAt: ops.clock.now() },
        echo: {} as never,
      });
      expect(stateOf(await lookedAt(ops, payout))).toBe('settled');
      expect(await stepOf(payout)).toBeNull();
    });

    it('and does not: the rail is asked on, and people order it again', async () => {
      const payout = await waitsForPayee();
      ops.clock.moveOn(25 * HOUR_MS);
      const passes = (tx: Tx): Promise<boolean> => ops.get(PassDueTime).run(tx, payout.claimId);
      expect(await ops.transaction(passes)).toBe(true);
      expect(await stepOf(payout)).toBe('settle_payout');
      ends({ outcome: 'rejected', code: 'CLOSED', text: { en: 'Lapsed.', 'zh-CN': '已关闭' } });
      expect(stateOf(await lookedAt(ops, payout, 0))).toBe('failed CLOSED');
      expect(await stepOf(payout)).toBe('resolve_payout');
      expect((await payoutNow(ops, payout)).awaitsPayeeUntil).toBeNull();
    });
  });

  it('leaves books that hold', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
