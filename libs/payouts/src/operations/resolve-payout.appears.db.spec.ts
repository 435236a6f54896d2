import { payingCase, payoutNow } from '../../../../test/support/cases';
import { claimOf, ordered, reorder } from '../../../../test/support/payout-returns';
import { lookedAt, payoutBookings, stateOf } from '../../../../test/support/payout-steps';
import { Resolutions } from '../../../../test/support/resolution-steps';
import { csvStatement, takeStatement } from '../../../../test/support/statement-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { StatementLineEntity } from '../reconciliation/persistence/statement-line.entity';
import type { PayoutEntity } from '../persistence/payout.entity';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;
const AGO = new Date('2020-01-01T00:00:00Z');

describe('a payout that may still appear at its rail', () => {
  let ops: TestOperations;
  let people: Resolutions;
  beforeAll(async () => {
    ops = await TestOperations.start();
    people = new Resolutions(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });
  afterEach(() => {
    ops.rail.setFaults([]);
    ops.way.intercept = (call) => call.deliver();
  });

  /** Sent just now, and in quarantine: its rail said nothing that fits. */
  async function quarantined(): Promise<PayoutEntity> {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    ops.way.intercept = () =>
      Promise.resolve({ outcome: 'unknown', reason: 'echo_mismatch', seen: '' });
    const seen = await lookedAt(ops, payout!, 0);
    ops.way.intercept = (call) => call.deliver();
    return seen;
  }

  it('says so until the call and the settlement window of its last send are over', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    expect(payout?.appearsUntil).toBeNull();
    ops.rail.setFaults([{ kind: 'throttle' }]);
    const before = ops.clock.now().getTime();
    const first = await lookedAt(ops, payout!, 0);
    const until = first.appearsUntil?.getTime() ?? 0;
    expect(until).toBeGreaterThanOrEqual(before + 100 * SECOND_MS);
    expect(until).toBeLessThanOrEqual(ops.clock.now().getTime() + 100 * SECOND_MS);
    ops.rail.setFaults([{ kind: 'http_500_before_paying' }]);
    const second = await lookedAt(ops, first, MINUTE_MS);
    expect(second.appearsUntil?.getTime()).toBeGreaterThanOrEqual(until + MINUTE_MS);
    // A question brings nothing to the rail.
    expect((await lookedAt(ops, second, MINUTE_MS)).appearsUntil).toEqual(second.appearsUntil);
  });

  it('is not said to be unpaid, and may be said to be paid', async () => {
    const payout = await quarantined();
    await expect(
      people.propose(payout, ops.staff.zhao, { outcome: 'failed' }),
    ).rejects.toMatchObject({
      code: 'payout.may_still_appear',
      details: { until: payout.appearsUntil?.toISOString() },
    });
    expect((await people.resolved(payout, { outcome: 'settled' })).status).toBe('settled');
  });

  it('is said to be unpaid once it is over', async () => {
    const payout = await quarantined();
    ops.clock.moveOn(100 * SECOND_MS);
    expect(stateOf(await people.resolved(payout, { outcome: 'failed' }))).toBe('failed resolved');
  });

  it('fails by a final word of its rail at any time, and is ordered again', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    ops.rail.setFaults([{ kind: 'reject', code: 'ACCOUNT_CLOSED' }]);
    const failed = await lookedAt(ops, payout!, 0);
    expect(stateOf(failed)).toBe('failed ACCOUNT_CLOSED');
    await reorder(ops, failed, ops.staff.wang);
    expect((await ordered(ops, failed)).replacesId).toBe(failed.id);
  });

  it('is not ended by people past the application, nor is the time lowered', async () => {
    const { lane, id } = await quarantined();
    const app = await ops.libs.connectAs('ganpei_app');
    const key = [lane, id];
    const end = `UPDATE payouts SET status = 'failed', updated_at = $3 WHERE lane = $1 AND id = $2`;
    await expect(app.query(end, [...key, ops.clock.now()])).rejects.toMatchObject({
      constraint: expect.stringMatching(/payouts_(end_by_proof|may_still_appear)/) as string,
    });
    const lower = 'UPDATE payouts SET appears_until = $3 WHERE lane = $1 AND id = $2';
    for (const earlier of [AGO, null]) {
      await expect(app.query(lower, [...key, earlier])).rejects.toMatchObject({
        constraint: 'payouts_appears_until_kept',
      });
    }
  });

  it('that people have ended is not ordered again while its rail could show it', async () => {
    const gone = await quarantined();
    ops.clock.moveOn(100 * SECOND_MS);
    const failed = await people.resolved(gone, { outcome: 'failed' });
    const { lane, id } = failed;
    const later = new Date(ops.clock.now().getTime() + MINUTE_MS);
    const owner = await ops.libs.connectAs('ganpei_owner');
    const raise = 'UPDATE payouts SET appears_until = $3 WHERE lane = $1 AND id = $2';
    await owner.query(raise, [lane, id, later]);
    await expect(reorder(ops, failed, ops.staff.wang)).rejects.toMatchObject({
      code: 'payout.may_still_appear',
    });
    ops.clock.moveOn(MINUTE_MS);
    await reorder(ops, failed, ops.staff.wang);
    await owner.query(raise, [lane, id, new Date(later.getTime() + MINUTE_MS)]);
    await expect(ordered(ops, failed)).rejects.toMatchObject({
      driverError: { constraint: 'payouts_may_still_appear' },
    });
    ops.clock.moveOn(MINUTE_MS);
    expect((await ordered(ops, failed)).replacesId).toBe(failed.id);
  });
});

describe('a payout that settled, and whose rail has forgotten it', () => {
  let ops: TestOperations;
  let people: Resolutions;
  let lines = 0;
  beforeAll(async () => {
    ops = await TestOperations.start();
    people = new Resolutions(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });

  async function settled(): Promise<PayoutEntity> {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    return lookedAt(ops, payout!, 0);
  }
  async function cameIn(payout: PayoutEntity) {
    lines += 1;
    const lineId = `back-${String(lines)}`;
    const line = { lineId, amount: '150.00', direction: 'in', kind: 'return' } as const;
    await takeStatement(ops, csvStatement([{ ...line, key: payout.key }]));
    const { id } = await ops.reads.findOneByOrFail(StatementLineEntity, { lineId });
    return { evidence: { kind: 'statement_line', reference: id, note: 'It is back.' } } as const;
  }

  it('came back by the word of two people with a line of its statement', async () => {
    const payout = await settled();
    const said = { outcome: 'failed', ...(await cameIn(payout)) } as const;
    await expect(people.propose(payout, ops.staff.zhao, said)).rejects.toMatchObject({
      code: 'payout.not_resolvable',
    });
    ops.clock.moveOn(DAY_MS);
    await expect(
      people.propose(payout, ops.staff.zhao, { outcome: 'failed' }),
    ).rejects.toMatchObject({ code: 'payout.return_unstated' });
    const seen = await people.resolved(payout, said);
    expect(seen).toMatchObject({ status: 'returned', heldMinor: 15_000n });
    expect((await payoutBookings(ops, seen)).at(-1)).toBe('E19 1030/2050 15000');
    expect(await claimOf(ops, seen)).toMatchObject({
      ...{ status: 'approved', nextStep: 'name_account', paidMinor: 0n },
    });
  });

  it('does not come back by one person, nor past the application', async () => {
    const payout = await settled();
    ops.clock.moveOn(DAY_MS);
    await people.propose(payout, ops.staff.zhao, {
      outcome: 'failed',
      ...(await cameIn(payout)),
    });
    await expect(people.approve(payout, ops.staff.zhao)).rejects.toMatchObject({
      code: 'resolution.own_hand',
    });
    const app = await ops.libs.connectAs('ganpei_app');
    const { lane, id } = payout;
    const end = `UPDATE payouts SET status = 'returned', updated_at = $3 WHERE lane = $1 AND id = $2`;
    await expect(app.query(end, [lane, id, ops.clock.now()])).rejects.toMatchObject({
      constraint: 'payouts_end_by_proof',
    });
    expect((await payoutNow(ops, payout)).status).toBe('settled');
  });

  it('leaves books that hold', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
