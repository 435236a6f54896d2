import { claimNow, payingCase } from '../../../../test/support/cases';
import { actsOn } from '../../../../test/support/claim-traces';
import { atRest, lookedAt, payoutBookings, stateOf } from '../../../../test/support/payout-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import type { RailFault } from '../../../../apps/cli/src/simulated-rail/rail-fault';
import { PayoutQueries } from '../payouts.queries';
import type { PayoutEntity } from '../persistence/payout.entity';

const AMOUNT = 15_000n;
const IN_TRANSIT = ['E15 2030/2040 15000'];
const PAID = [...IN_TRANSIT, 'E16 2040/1030 15000'];
const FAILED = [...IN_TRANSIT, 'E17 2040/2030 15000'];

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

  const keysSent = (payout: PayoutEntity): Set<string> =>
    new Set(
      ops.way.calls
        .filter(({ order }) => order.reference === payout.id)
        .map(({ order }) => `${order.key} ${order.requestDigest}`),
    );

  const lostAnswer: RailFault = { kind: 'http_500_after_paying' };

  /** What a fault of the send makes of the payout at once, in the end, and by how many sends. */
  it.each<[RailFault, string, string, number]>([
    [{ kind: 'delay', ms: 20 }, 'settled', 'settled', 1],
    [{ kind: 'timeout_before_paying' }, 'unknown timeout', 'settled', 2],
    [{ kind: 'http_500_before_paying' }, 'unknown server_error', 'settled', 2],
    [{ kind: 'drop_connection_before_paying' }, 'unknown connection_lost', 'settled', 2],
    [{ kind: 'throttle', status: 429 }, 'unknown retry_later', 'settled', 2],
    [{ kind: 'throttle', status: 503 }, 'unknown server_error', 'settled', 2],
    [{ kind: 'reject', code: 'NOT_ENOUGH' }, 'unknown retry_later', 'settled', 2],
    [{ kind: 'settle_later', ms: 1 }, 'pending', 'settled', 1],
    [{ kind: 'forget_key' }, 'settled', 'settled', 1],
    [{ kind: 'double_webhook' }, 'settled', 'settled', 1],
    [{ kind: 'no_webhook' }, 'settled', 'settled', 1],
    [{ kind: 'timeout_after_paying' }, 'unknown timeout', 'settled', 1],
    [{ kind: 'http_500_after_paying' }, 'unknown server_error', 'settled', 1],
    [{ kind: 'drop_connection' }, 'unknown connection_lost', 'settled', 1],
    [{ kind: 'html' }, 'unknown not_json', 'settled', 1],
    [{ kind: 'half_answer' }, 'unknown not_json', 'settled', 1],
    [{ kind: 'unlisted_code' }, 'unknown unlisted_code', 'settled', 1],
    [{ kind: 'redirect' }, 'unknown unexpected_status', 'settled', 1],
    [{ kind: 'huge_answer' }, 'unknown too_large', 'settled', 1],
    [{ kind: 'slow_answer', ms: 20 }, 'unknown timeout', 'settled', 1],
    [{ kind: 'duplicate_answer' }, 'settled', 'settled', 1],
  ])('after %o is first "%s", then "%s" with %i sends and one payment', async (...row) => {
    const [fault, first, last, sends] = row;
    ops.rail.setFaults([fault]);
    const payout = await lookedAt(ops, await aPayout(), 0);
    expect(stateOf(payout)).toBe(first);
    expect(await payoutBookings(ops, payout)).toEqual(first === 'settled' ? PAID : IN_TRANSIT);
    const end = first === last ? payout : await atRest(ops, payout);
    expect(stateOf(end)).toBe(last);
    expect(await payoutBookings(ops, payout)).toEqual(PAID);
    expect(ops.way.sendsOf(payout.id)).toBe(sends);
    expect(keysSent(payout).size).toBe(1);
    expect(paid(payout)).toBe(1);
    expect((await claimNow(ops, { id: payout.claimId })).status).toBe('paid');
  });

  it.each<[RailFault, string]>([
    [{ kind: 'reject', code: 'ACCOUNT_FROZEN' }, 'ACCOUNT_FROZEN'],
    [{ kind: 'fail_later', ms: 1, code: 'RECEIPT_REFUSED' }, 'RECEIPT_REFUSED'],
  ])('after %o has failed, and a person goes on with the claim', async (fault, code) => {
    ops.rail.setFaults([fault]);
    const end = await atRest(ops, await aPayout());
    expect(stateOf(end)).toBe(`failed ${code}`);
    expect(await payoutBookings(ops, end)).toEqual(FAILED);
    const claim = await claimNow(ops, { id: end.claimId });
    expect(claim).toMatchObject({
      status: 'approved',
      nextStep: 'resolve_payout',
      awardedMinor: AMOUNT,
      paidMinor: 0n,
    });
    expect(await actsOn(ops, claim)).toContain('payout.failed');
    expect(paid(end)).toBe(0);
    await ops.openPayouts.run({ claimId: claim.id });
    expect(await ops.get(PayoutQueries).ofClaim(ops.reads, claim.id)).toHaveLength(1);
  });

  it.each(['wrong_amount', 'wrong_currency', 'wrong_payee', 'wrong_reference'] as const)(
    'after an answer with a %s is quarantined: in transit, asked of a person, not touched again',
    async (kind) => {
      for (const on of ['send', 'query'] as const) {
        ops.rail.setFaults([{ kind, on }, ...(on === 'query' ? [lostAnswer] : [])]);
        const end = await atRest(ops, await aPayout());
        expect(stateOf(end)).toBe('action_required echo_mismatch');
        expect(await payoutBookings(ops, end)).toEqual(IN_TRANSIT);
        const claim = await claimNow(ops, { id: end.claimId });
        expect(claim).toMatchObject({ status: 'paying', nextStep: 'resolve_payout' });
        const { length } = ops.way.calls;
        expect(await lookedAt(ops, end)).toEqual(end);
        expect(ops.way.calls).toHaveLength(length);
        expect(paid(end)).toBe(1);
      }
    },
  );

  it('leaves books that hold', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
