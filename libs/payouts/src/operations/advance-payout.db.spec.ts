import { laneOfId, newId } from '@app/kernel';

import { claimNow, payingCase } from '../../../../test/support/cases';
import { actsOn } from '../../../../test/support/claim-traces';
import { duel } from '../../../../test/support/duels';
import { atRest, lookedAt, payoutBookings, stateOf } from '../../../../test/support/payout-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import type { RailFault } from '../../../../apps/cli/src/simulated-rail/rail-fault';
import { PayoutQueries } from '../payouts.queries';
import { advancePayoutJob } from '../payouts.jobs';
import type { PayoutEntity } from '../persistence/payout.entity';
import { LEASE_MS } from './advance-payout';

const AMOUNT = 15_000n;
const HOUR_MS = 3_600_000;
const IN_TRANSIT = ['E15 2030/2040 15000'];
const PAID = [...IN_TRANSIT, 'E16 2040/1030 15000'];
/** Answers to a query that do not say what became of the order. */
const SILENCES: readonly (readonly [RailFault, string])[] = [
  [{ kind: 'throttle' }, 'not_answered'],
  [{ kind: 'throttle', status: 503 }, 'server_error'],
  [{ kind: 'timeout_after_paying' }, 'timeout'],
  [{ kind: 'http_500_after_paying' }, 'server_error'],
  [{ kind: 'drop_connection' }, 'connection_lost'],
  [{ kind: 'html' }, 'not_json'],
  [{ kind: 'half_answer' }, 'not_json'],
  [{ kind: 'unlisted_code' }, 'unlisted_code'],
  [{ kind: 'redirect' }, 'unexpected_status'],
  [{ kind: 'huge_answer' }, 'too_large'],
  [{ kind: 'slow_answer', ms: 20 }, 'timeout'],
];

describe('bringing a payout forward', () => {
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

  async function aPayout(): Promise<PayoutEntity> {
    const [payout] = await payingCase(ops, { amounts: [AMOUNT] });
    return payout!;
  }

  const paid = (payout: PayoutEntity): number => ops.rail.book().paidOf(payout.id).length;

  it('sends it, books the way of the money and pays the claim', async () => {
    const seen = await lookedAt(ops, await aPayout(), 0);
    const [transfer] = ops.rail.book().paidOf(seen.id);
    expect(seen).toMatchObject({
      status: 'settled',
      statusReason: null,
      leaseUntil: null,
      nextActionAt: null,
      railTransferId: transfer?.transferId,
      settledAt: new Date(transfer?.settledAt ?? ''),
    });
    expect(await payoutBookings(ops, seen)).toEqual(PAID);
    const claim = await claimNow(ops, { id: seen.claimId });
    expect(claim).toMatchObject({ status: 'paid', paidMinor: AMOUNT, nextStep: null });
    expect(await actsOn(ops, claim)).toEqual(
      expect.arrayContaining(['payout.opened', 'payout.settled']),
    );
  });

  it('keeps what it intended, and what was answered', async () => {
    ops.rail.setFaults([{ kind: 'http_500_after_paying' }]);
    const seen = await atRest(ops, await aPayout());
    const attempts = await ops.get(PayoutQueries).attempts(ops.reads, seen);
    expect(attempts).toMatchObject([
      {
        attempt: { number: 1, action: 'send', fence: 1 },
        answer: { class: 'unknown', code: 'server_error', applied: true },
      },
      {
        attempt: { number: 2, action: 'query', fence: 2 },
        answer: { class: 'confirmed', code: null, applied: true },
      },
    ]);
  });

  const lostAnswer: RailFault = { kind: 'http_500_after_paying' };

  it('stays unknown and in transit for as long as the rail does not say', async () => {
    ops.rail.setFaults([lostAnswer]);
    let payout = await lookedAt(ops, await aPayout(), 0);
    for (const [fault, reason] of SILENCES) {
      ops.rail.setFaults([{ ...fault, on: 'query' }]);
      payout = await lookedAt(ops, payout, 24 * HOUR_MS);
      expect(stateOf(payout)).toBe(`unknown ${reason}`);
      expect(await payoutBookings(ops, payout)).toEqual(IN_TRANSIT);
    }
    expect((await claimNow(ops, { id: payout.claimId })).status).toBe('paying');
    expect(stateOf(await lookedAt(ops, payout))).toBe('settled');
    expect(ops.way.sendsOf(payout.id)).toBe(1);
    expect(paid(payout)).toBe(1);
  });

  it('is for a person when the rail does not name our code of its refusal', async () => {
    ops.rail.setFaults([{ kind: 'reject', code: 'NEVER_HEARD_OF' }]);
    const payout = await lookedAt(ops, await aPayout(), 0);
    expect(stateOf(payout)).toBe('unknown unlisted_code');
    expect(stateOf(await lookedAt(ops, payout))).toBe('unknown unlisted_code');
    expect(await payoutBookings(ops, payout)).toEqual(IN_TRANSIT);
  });

  it('is for a person when a rail that took it says that it never heard of it', async () => {
    ops.rail.setFaults([
      { kind: 'settle_later', ms: 1_000_000 },
      { kind: 'forget_key', on: 'query' },
    ]);
    const end = await atRest(ops, await aPayout());
    expect(stateOf(end)).toBe('action_required contradiction');
    expect(await payoutBookings(ops, end)).toEqual(IN_TRANSIT);
    expect(ops.way.sendsOf(end.id)).toBe(1);
  });

  it('is held for its claimant when the money came back before we knew that it had gone', async () => {
    ops.rail.setFaults([lostAnswer, { kind: 'return_later', ms: 0 }]);
    const sent = await lookedAt(ops, await aPayout(), 0);
    await untilReturned(sent);
    const end = await lookedAt(ops, sent);
    expect(end.status).toBe('returned');
    expect(await payoutBookings(ops, end)).toEqual([...PAID, 'E19 1030/2050 15000']);
    expect(paid(end)).toBe(0);
  });

  async function untilReturned({ id }: PayoutEntity): Promise<void> {
    while (ops.rail.book().of(id)[0]?.status !== 'returned') {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  it('gives up at half of the life of the key, and never sends again', async () => {
    ops.rail.setFaults([{ kind: 'timeout_before_paying' }]);
    const sent = await lookedAt(ops, await aPayout(), 0);
    const asked = await lookedAt(ops, sent, 13 * HOUR_MS);
    expect(stateOf(asked)).toBe('unknown not_found');
    const end = await lookedAt(ops, asked);
    expect(stateOf(end)).toBe('action_required key_half_expired');
    expect(await payoutBookings(ops, end)).toEqual(IN_TRANSIT);
    const claim = await claimNow(ops, { id: end.claimId });
    expect(claim).toMatchObject({ status: 'paying', nextStep: 'resolve_payout' });
    expect(await actsOn(ops, claim)).toContain('payout.action_required');
    expect(await lookedAt(ops, end, 24 * HOUR_MS)).toEqual(end);
    expect(ops.way.sendsOf(end.id)).toBe(1);
  });

  it('asks first when its second send died: what the rail said before is stale', async () => {
    const payout = await aPayout();
    ops.rail.setFaults([{ kind: 'throttle' }]);
    expect(stateOf(await lookedAt(ops, payout, 0))).toBe('unknown retry_later');
    ops.way.intercept = async (call) => {
      await call.deliver();
      throw new Error('The process died.');
    };
    await expect(lookedAt(ops, payout)).rejects.toThrow('died');
    ops.way.intercept = (call) => call.deliver();
    // Too late to send again; but it was paid, and giving up would leave it to a person.
    expect(stateOf(await lookedAt(ops, payout, 13 * HOUR_MS))).toBe('settled');
    expect(ops.way.calls.at(-1)?.kind).toBe('query');
    expect(paid(payout)).toBe(1);
  });

  it('sends once when its job runs several times at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const payout = await aPayout();
      const run = (): Promise<void> => ops.advancePayout.run({ payoutId: payout.id });
      expect(await duel(run, run, run)).toEqual(['done', 'done', 'done']);
      expect(ops.way.sendsOf(payout.id)).toBe(1);
      expect(paid(payout)).toBe(1);
      expect(await payoutBookings(ops, payout)).toEqual(PAID);
    }
  });

  it('waits while somebody is talking to the rail, and is found by the sweep afterwards', async () => {
    const payout = await aPayout();
    ops.way.intercept = () => Promise.reject(new Error('The process died.'));
    await expect(lookedAt(ops, payout, 0)).rejects.toThrow('died');
    const { length } = ops.way.calls;
    await lookedAt(ops, payout, LEASE_MS - 2_000);
    expect(ops.way.calls).toHaveLength(length);
    expect(await dueForSweep()).not.toContain(payout.id);
    ops.clock.moveOn(10_000);
    expect(await dueForSweep()).toContain(payout.id);
    ops.way.intercept = (call) => call.deliver();
    expect(stateOf(await atRest(ops, payout))).toBe('settled');
    expect(await dueForSweep()).not.toContain(payout.id);
  });

  async function dueForSweep(): Promise<string[]> {
    const due = await advancePayoutJob.findDue(ops.reads, ops.clock.now(), 1_000);
    return due.map(({ payoutId }) => payoutId);
  }

  it('leaves nothing open without a job that comes back to it', async () => {
    ops.rail.setFaults([lostAnswer]);
    const payout = await lookedAt(ops, await aPayout(), 0);
    // The first job opened it; the second was added with the answer.
    expect(await ops.jobs('advance-payout', { payoutId: payout.id })).toHaveLength(2);
    expect(payout.nextActionAt?.getTime()).toBeGreaterThan(ops.clock.now().getTime());
  });

  it('does nothing for a payout that does not exist', async () => {
    const payout = await aPayout();
    const { length } = ops.way.calls;
    await ops.advancePayout.run({ payoutId: newId('pyo', laneOfId(payout.id)) });
    await ops.advancePayout.run({ payoutId: 'nonsense' });
    expect(ops.way.calls).toHaveLength(length);
  });

  it('leaves books that hold', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
