import { PassDueTime, RemindClaimant } from '@app/claims';
import { TellClaimant } from '@app/messaging';

import { payingCase, payoutNow, payoutsOf } from '../../../../test/support/cases';
import { timelineOf } from '../../../../test/support/clock-steps';
import { lodge, paidCase } from '../../../../test/support/lives';
import {
  PAYER_NAME,
  claimOf,
  comesBack,
  namesAccount,
  ordered,
  reorder,
  returned,
  returnedAnswer,
} from '../../../../test/support/payout-returns';
import { lookedAt, payoutBookings, stateOf } from '../../../../test/support/payout-steps';
import { noticesOf } from '../../../../test/support/silence-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import type { PayoutEntity } from '../persistence/payout.entity';
import { PayoutQueries } from '../payouts.queries';
import { ApproveResolution } from './approve-resolution';
import { AskNow } from './ask-now';
import { ProposeResolution } from './propose-resolution';

const DAY_MS = 86_400_000;
const PAID = ['E15 2030/2040 15000', 'E16 2040/1030 15000'];

describe('a payout that settled and came back', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });
  afterEach(() => {
    ops.rail.setFaults([]);
    ops.way.intercept = (call) => call.deliver();
  });

  async function ended(payout: PayoutEntity, outcome: 'released' | 'paid_to_state'): Promise<void> {
    const evidence = { kind: 'bank_letter', reference: 'Letter 7', note: 'No answer.' } as const;
    const said = { payoutId: payout.id, outcome, evidence, transferId: null, settledAt: null };
    await ops.transaction((tx) => ops.get(ProposeResolution).run(tx, ops.staff.zhao, said));
    const verdict = {
      payoutId: payout.id,
      number: 1,
      verdict: 'approve',
      note: 'So be it.',
    } as const;
    await ops.transaction((tx) => ops.get(ApproveResolution).run(tx, ops.staff.li, verdict));
  }

  it('is booked as back, is owed again, and the claimant is asked for an account', async () => {
    const seen = await returned(ops);
    expect(seen).toMatchObject({ status: 'returned', statusReason: 'ACCOUNT_CLOSED' });
    expect(seen.heldMinor).toBe(15_000n);
    expect(await payoutBookings(ops, seen)).toEqual([...PAID, 'E19 1030/2050 15000']);
    const claim = await claimOf(ops, seen);
    expect(claim).toMatchObject({
      ...{ status: 'approved', nextStep: 'name_account', nextBy: 'claimant', paidMinor: 0n },
    });
    await ops.get(TellClaimant).run({ claimId: claim.id });
    expect(await noticesOf(ops, claim)).toContain('payout.returned');
    const listed = await ops.get(PayoutQueries).unclaimed(ops.reads, ops.staff.zhao, { limit: 50 });
    expect(listed.map(({ id }) => id)).toContain(seen.id);
  });

  it('stays what it was when the rail only seems to have another end', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    const settled = await lookedAt(ops, payout!, 0);
    await ops.transaction((tx) => ops.get(AskNow).run(tx, settled, 'transfer.returned'));
    const seen = await lookedAt(ops, settled, 0);
    expect(seen).toMatchObject({ status: 'settled', statusReason: null, nextActionAt: null });
    expect(await payoutBookings(ops, seen)).toEqual(PAID);
    expect((await claimOf(ops, seen)).status).toBe('paid');
  });

  it('goes out again by the word of one person to where it went, and of what was held', async () => {
    const seen = await returned(ops);
    await reorder(ops, seen, ops.staff.wang);
    const again = await ordered(ops, seen);
    expect(again).toMatchObject({ replacesId: seen.id, reissuedMinor: 15_000n });
    expect((await payoutNow(ops, seen)).heldMinor).toBe(0n);
    expect(await ops.broken()).toEqual([]);
    expect(stateOf(await lookedAt(ops, again, 0))).toBe('settled');
    expect(await payoutBookings(ops, again)).toEqual([
      ...[...PAID, 'E19 1030/2050 15000', 'E20 2050/2040 15000', 'E16 2040/1030 15000'],
    ]);
    const claim = await claimOf(ops, seen);
    expect(claim).toMatchObject({ status: 'paid', paidMinor: 15_000n, nextStep: null });
  });

  it('goes to an account that the claimant names, a day after that', async () => {
    const seen = await returned(ops);
    await namesAccount(ops, seen);
    expect(await claimOf(ops, seen)).toMatchObject({ status: 'approved', nextStep: 'order_again' });
    await reorder(ops, seen, ops.staff.wang);
    const again = await ordered(ops, seen);
    expect(again).toMatchObject({ status: 'created', statusReason: 'cooling_off' });
    expect(again.payee).toMatchObject({ route: 'account', ending: '2233' });
    expect((await lookedAt(ops, again, 0)).status).toBe('created');
    expect(stateOf(await lookedAt(ops, again, DAY_MS))).toBe('settled');
    expect(await claimOf(ops, seen)).toMatchObject({ status: 'paid', paidMinor: 15_000n });
  });

  it('that comes back once more is held once more', async () => {
    const seen = await returned(ops);
    await reorder(ops, seen, ops.staff.wang);
    const again = await lookedAt(ops, await ordered(ops, seen), 0);
    const back = await comesBack(ops, again);
    expect(back).toMatchObject({ status: 'returned', heldMinor: 15_000n });
    await reorder(ops, seen, ops.staff.qian);
    expect(stateOf(await lookedAt(ops, await ordered(ops, seen), 0))).toBe('settled');
    expect(await claimOf(ops, seen)).toMatchObject({ status: 'paid', paidMinor: 15_000n });
  });

  it('that fails when it is sent again is payable, not held', async () => {
    const seen = await returned(ops);
    await reorder(ops, seen, ops.staff.wang);
    ops.rail.setFaults([{ kind: 'reject', code: 'ACCOUNT_CLOSED' }]);
    const failed = await lookedAt(ops, await ordered(ops, seen), 0);
    expect(failed.status).toBe('failed');
    expect(await claimOf(ops, seen)).toMatchObject({
      status: 'approved',
      nextStep: 'resolve_payout',
    });
    await reorder(ops, seen, ops.staff.wang);
    const third = await ordered(ops, seen);
    expect(third).toMatchObject({ replacesId: failed.id, reissuedMinor: 0n });
    expect(stateOf(await lookedAt(ops, third, 0))).toBe('settled');
    expect(await ops.broken()).toEqual([]);
  });

  it('is booked as gone and come back where we never knew that it had gone', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    ops.way.intercept = async (call) => {
      await call.deliver();
      return { outcome: 'unknown', reason: 'timeout', seen: '' };
    };
    const unknown = await lookedAt(ops, payout!, 0);
    ops.way.intercept = () => Promise.resolve(returnedAnswer(unknown, ops.clock.now()));
    const seen = await lookedAt(ops, unknown);
    expect(seen.status).toBe('returned');
    expect(await payoutBookings(ops, seen)).toEqual([...PAID, 'E19 1030/2050 15000']);
    expect(await claimOf(ops, seen)).toMatchObject({
      status: 'approved',
      nextStep: 'name_account',
    });
  });

  it('is reminded of, and written about as long as nobody collects it', async () => {
    const seen = await returned(ops);
    const claim = await claimOf(ops, seen);
    for (let day = 0; day < 12; day += 1) {
      ops.clock.moveOn(DAY_MS);
      await ops.transaction((tx) => ops.get(RemindClaimant).run(tx, claim.id));
      await ops.transaction((tx) => ops.get(PassDueTime).run(tx, claim.id));
    }
    const told = await timelineOf(ops, claim);
    expect(told.filter((kind) => kind === 'payout.reminded')).toHaveLength(2);
    expect(told.filter((kind) => kind === 'payout.unclaimed')).toHaveLength(1);
    const now = await claimOf(ops, seen);
    expect(now).toMatchObject({ nextStep: 'name_account', nextBy: 'claimant' });
    expect(now.nextDueAt?.getTime()).toBeGreaterThan(ops.clock.now().getTime() + 85 * DAY_MS);
  });

  describe('and that nobody collects', () => {
    it('is held until the limitation is over', async () => {
      const seen = await returned(ops);
      ops.clock.moveOn(1_000 * DAY_MS);
      await expect(ended(seen, 'released')).rejects.toMatchObject({ code: 'payout.not_unclaimed' });
    });

    it.each([
      ['released', 'E34 2050/5010 15000'],
      ['paid_to_state', 'E34 2050/1010 15000'],
    ] as const)('is %s by two persons then, and the claim is closed', async (outcome, booking) => {
      const seen = await returned(ops);
      ops.clock.moveOn(1_096 * DAY_MS);
      await ended(seen, outcome);
      expect(await payoutNow(ops, seen)).toMatchObject({
        ...{ status: 'returned', statusReason: outcome, heldMinor: 0n },
      });
      expect((await payoutBookings(ops, seen)).at(-1)).toBe(booking);
      const claim = await claimOf(ops, seen);
      expect(claim).toMatchObject({ status: 'closed', nextStep: null, paidMinor: 0n });
      await ops.get(TellClaimant).run({ claimId: claim.id });
      expect(await noticesOf(ops, claim)).toContain('claim.closed');
    });
  });

  it('and that nobody collects closes no claim over an appeal: it is heard', async () => {
    const wish = { amounts: [30_000n], awards: [10_000n], payerName: PAYER_NAME };
    const claim = await paidCase(ops, wish);
    const [payout] = await payoutsOf(ops, claim);
    const back = await comesBack(ops, payout!);
    const appeal = await lodge(ops, claim);
    expect(appeal.openedAt).toBeNull();
    ops.clock.moveOn(1_096 * DAY_MS);
    await ended(back, 'released');
    expect(await claimOf(ops, back)).toMatchObject({
      ...{ status: 'in_review', nextStep: 'review', reopeningId: appeal.id },
    });
    expect(await timelineOf(ops, claim)).not.toContain('claim.closed');
  });

  it('leaves books that hold', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
