import { claimNow, payingCase, payoutNow } from '../../../../test/support/cases';
import { clocksOf } from '../../../../test/support/claim-traces';
import { atRest, lookedAt, payoutBookings } from '../../../../test/support/payout-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { PayoutQueries } from '../payouts.queries';
import type { PayoutEntity } from '../persistence/payout.entity';
import type { RailAnswer } from '../rails/payout-rail';
import { LEASE_MS } from './advance-payout';
import { RecordAnswer } from './record-answer';

describe('recording what a rail answered', () => {
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

  /** The first call answers this, but only after somebody else has taken over and finished. */
  function answerTooLate(late: RailAnswer, payout: PayoutEntity): void {
    ops.way.intercept = async (call) => {
      ops.way.intercept = (next) => next.deliver();
      await call.deliver();
      await lookedAt(ops, payout, LEASE_MS + 1_000);
      return late;
    };
  }

  const text = { en: 'Closed.', 'zh-CN': '已注销。' };

  it.each<[RailAnswer]>([
    [{ outcome: 'rejected', code: 'ACCOUNT_CLOSED', text }],
    [{ outcome: 'not_found' }],
    [{ outcome: 'unknown', reason: 'echo_mismatch', seen: 'amount' }],
    [{ outcome: 'unknown', reason: 'retry_later', seen: 'HTTP 429' }],
  ])('keeps %o for the record when it comes after somebody took over', async (late) => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    answerTooLate(late, payout!);
    const seen = await lookedAt(ops, payout!, 0);
    expect(seen).toMatchObject({ status: 'settled', fence: 2, nextActionAt: null });
    const attempts = await ops.get(PayoutQueries).attempts(ops.reads, seen);
    expect(attempts.map(({ attempt, answer }) => [attempt.action, answer?.class])).toEqual([
      ['send', late.outcome],
      ['query', 'confirmed'],
    ]);
    expect(attempts.map(({ answer }) => answer?.applied)).toEqual([false, true]);
    expect(await payoutBookings(ops, seen)).toEqual(['E15 2030/2040 15000', 'E16 2040/1030 15000']);
    expect((await claimNow(ops, { id: seen.claimId })).status).toBe('paid');
    expect(ops.rail.book().paidOf(seen.id)).toHaveLength(1);
  });

  it('takes a settlement of long before the order for none, and asks again', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    ops.way.intercept = async (call) => {
      const answer = await call.deliver();
      return { ...answer, settledAt: new Date('2020-01-01T00:00:00Z') } as RailAnswer;
    };
    const seen = await lookedAt(ops, payout!, 0);
    expect(seen).toMatchObject({ status: 'unknown', statusReason: 'unparsable', settledAt: null });
    expect(await payoutBookings(ops, seen)).toEqual(['E15 2030/2040 15000']);
    ops.way.intercept = (call) => call.deliver();
    expect(await atRest(ops, seen)).toMatchObject({ status: 'settled' });
  });

  it('draws no consequence of a late confirmation: the one who took over has to see it', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    ops.way.intercept = async (call) => {
      ops.way.intercept = () => Promise.reject(new Error('The process died.'));
      const answer = await call.deliver();
      await expect(lookedAt(ops, payout!, LEASE_MS + 1_000)).rejects.toThrow('died');
      return answer;
    };
    const seen = await lookedAt(ops, payout!, 0);
    expect(seen).toMatchObject({ status: 'submitted', fence: 2 });
    expect(await payoutBookings(ops, seen)).toEqual(['E15 2030/2040 15000']);
    ops.way.intercept = (call) => call.deliver();
    expect((await atRest(ops, seen)).status).toBe('settled');
    expect(ops.way.sendsOf(seen.id)).toBe(1);
  });

  it('takes an answer that comes after the lease when nobody took over', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    ops.way.intercept = async (call) => {
      const answer = await call.deliver();
      ops.clock.moveOn(LEASE_MS + 1_000);
      return answer;
    };
    expect((await lookedAt(ops, payout!, 0)).status).toBe('settled');
  });

  it('records one answer per attempt, whoever brings a second one', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    const seen = await lookedAt(ops, payout!, 0);
    const again = ops
      .get(RecordAnswer)
      .run({ payoutId: seen.id, number: 1, fence: 1 }, { outcome: 'not_found' });
    await expect(again).rejects.toThrow('payout_answers_pk');
    expect(await payoutNow(ops, seen)).toEqual(seen);
  });

  it('pays a claim with its last payout, and meets its promises with it', async () => {
    const payouts = await payingCase(ops, { amounts: [5_000n, 6_000n, 4_000n] });
    const claimId = payouts[0]!.claimId;
    const states: string[] = [];
    for (const payout of payouts) {
      await lookedAt(ops, payout, 0);
      const { status, paidMinor } = await claimNow(ops, { id: claimId });
      states.push(`${status} ${paidMinor}`);
    }
    expect(states.slice(0, 2).every((state) => state.startsWith('paying '))).toBe(true);
    expect(states[2]).toBe('paid 15000');
    const clocks = await clocksOf(ops, await claimNow(ops, { id: claimId }));
    expect(clocks.filter((clock) => !clock.endsWith(' met'))).toEqual([]);
  });

  it('pays a claim once when all its payouts settle at the same moment', async () => {
    const payouts = await payingCase(ops, { amounts: [5_000n, 6_000n, 4_000n] });
    await Promise.all(payouts.map(({ id }) => ops.advancePayout.run({ payoutId: id })));
    const claim = await claimNow(ops, { id: payouts[0]!.claimId });
    expect(claim).toMatchObject({ status: 'paid', paidMinor: 15_000n, nextStep: null });
  });

  it.each([
    ['first', 0],
    ['last', 2],
  ])('keeps the claim for a person when the %s of three payouts fails', async (_which, place) => {
    const payouts = await payingCase(ops, { amounts: [5_000n, 6_000n, 4_000n] });
    const refused = payouts[place]!;
    const match = { reference: refused.id };
    ops.rail.setFaults([{ kind: 'reject', code: 'ACCOUNT_CLOSED', match }]);
    for (const payout of payouts) await lookedAt(ops, payout, 0);
    expect(await claimNow(ops, { id: refused.claimId })).toMatchObject({
      status: 'approved',
      nextStep: 'resolve_payout',
      paidMinor: 15_000n - refused.amountMinor,
    });
    const statuses = await Promise.all(payouts.map((payout) => payoutNow(ops, payout)));
    expect(statuses.map(({ status }) => status).sort()).toEqual(['failed', 'settled', 'settled']);
  });

  it('leaves books that hold', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
