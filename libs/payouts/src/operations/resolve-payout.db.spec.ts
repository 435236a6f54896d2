import { ClaimEntity } from '@app/claims';

import { becomes, hired } from '../../../../test/support/accounts';
import {
  aClaimant,
  claimNow,
  claimantOf,
  payingCase,
  payoutNow,
} from '../../../../test/support/cases';
import { actsOn } from '../../../../test/support/claim-traces';
import { atRest, lookedAt, payoutBookings, stateOf } from '../../../../test/support/payout-steps';
import { Resolutions } from '../../../../test/support/resolution-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { PayoutResolutionApprovalEntity } from '../persistence/payout-resolution-approval.entity';
import { PayoutEntity } from '../persistence/payout.entity';
import { ResolutionQueries } from '../resolution.queries';
import { AskNow } from './ask-now';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const IN_TRANSIT = ['E15 2030/2040 15000'];

describe('a payout that no machine may decide about', () => {
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

  it('is settled by two persons with evidence: books, claim and audit trail say so', async () => {
    const payout = await people.givenUp();
    expect(stateOf(payout)).toBe('action_required key_half_expired');
    const settledAt = ops.clock.now();
    const seen = await people.resolved(payout, {
      outcome: 'settled',
      transferId: 'bank-1',
      settledAt,
    });
    expect(seen).toMatchObject({ status: 'settled', railTransferId: 'bank-1', settledAt });
    expect(await payoutBookings(ops, seen)).toEqual([...IN_TRANSIT, 'E16 2040/1030 15000']);
    const claim = await claimNow(ops, { id: seen.claimId });
    expect(claim).toMatchObject({ status: 'paid', paidMinor: 15_000n, nextStep: null });
    expect(await actsOn(ops, claim)).toEqual(
      expect.arrayContaining([
        ...['payout.resolution_proposed', 'payout.resolution_approved', 'payout.settled'],
      ]),
    );
  });

  it('is failed by two persons: the claim waits for somebody who orders it again', async () => {
    const seen = await people.resolved(await people.givenUp(), { outcome: 'failed' });
    expect(stateOf(seen)).toBe('failed resolved');
    expect(await payoutBookings(ops, seen)).toEqual([...IN_TRANSIT, 'E17 2040/2030 15000']);
    const claim = await claimNow(ops, { id: seen.claimId });
    expect(claim).toMatchObject({ status: 'approved', nextStep: 'resolve_payout' });
  });

  it('does not move by the word of one', async () => {
    const payout = await people.givenUp();
    await people.propose(payout, ops.staff.zhao, { outcome: 'settled' });
    expect(await payoutNow(ops, payout)).toEqual(payout);
    await expect(people.approve(payout, ops.staff.zhao)).rejects.toMatchObject({
      code: 'resolution.own_hand',
    });
    const again = await hired(ops, 'operator', { person: ops.staff.zhao });
    await expect(people.approve(payout, again)).rejects.toMatchObject({
      code: 'resolution.own_hand',
    });
    expect(await payoutNow(ops, payout)).toEqual(payout);
    await becomes(ops, again, 'auditor');
  });

  it('is no matter of whoever claims, by whatever account of theirs', async () => {
    const claimant = aClaimant();
    const [payout] = await payingCase(ops, { amounts: [15_000n], claimant });
    ops.rail.setFaults([{ kind: 'timeout_before_paying' }]);
    const sent = await lookedAt(ops, payout!, 0);
    await lookedAt(ops, sent, 13 * HOUR_MS);
    const end = await lookedAt(ops, sent);
    const partyId = claimantOf(await claimNow(ops, { id: end.claimId })).partyId ?? '';
    const own = await hired(ops, 'approver', { partyId });
    await expect(people.propose(end, own, { outcome: 'settled' })).rejects.toMatchObject({
      code: 'claim.own_hand',
    });
    await people.propose(end, ops.staff.zhao, { outcome: 'settled' });
    await expect(people.approve(end, own)).rejects.toMatchObject({ code: 'claim.own_hand' });
  });

  it('stays as it is when the other person returns it, and can be resolved anew', async () => {
    const payout = await people.givenUp();
    await people.propose(payout, ops.staff.zhao, { outcome: 'settled' });
    await expect(people.propose(payout, ops.staff.li, { outcome: 'failed' })).rejects.toMatchObject(
      {
        code: 'resolution.open_already',
      },
    );
    await people.approve(payout, ops.staff.li, { verdict: 'return' });
    await expect(people.approve(payout, ops.staff.li)).rejects.toMatchObject({
      code: 'resolution.not_awaited',
    });
    await people.propose(payout, ops.staff.li, { outcome: 'failed' });
    await people.approve(payout, ops.staff.zhao, { number: 2 });
    expect(stateOf(await payoutNow(ops, payout))).toBe('failed resolved');
  });

  it('is ended by a final word of its rail, and the proposal is void then', async () => {
    const payout = await people.givenUp();
    await people.propose(payout, ops.staff.zhao, { outcome: 'failed' });
    ops.rail.setFaults([]);
    // The rail takes the order late, as one does that had it in a queue.
    await ops.way.calls.find(({ order }) => order.reference === payout.id)?.deliver();
    await ops.transaction((tx) => ops.get(AskNow).run(tx, payout, 'transfer.settled'));
    expect(stateOf(await lookedAt(ops, payout, 0))).toBe('settled');
    await expect(people.approve(payout, ops.staff.li)).rejects.toMatchObject({
      code: 'resolution.not_awaited',
    });
    const said = await ops.get(ResolutionQueries).of(ops.reads, await payoutNow(ops, payout));
    expect(said.map(({ state }) => state)).toEqual(['void']);
  });

  it('is not sent again by a person where no machine may: the rule is the same', async () => {
    const payout = await people.givenUp();
    await expect(
      people.propose(payout, ops.staff.zhao, { outcome: 'resend_same_key' }),
    ).rejects.toMatchObject({ code: 'payout.not_resendable' });
    expect(ops.way.sendsOf(payout.id)).toBe(1);
  });

  it('is sent again where the rail has surely not taken it, in the first half of its key', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    ops.rail.setFaults([{ kind: 'throttle' }]);
    const seen = await lookedAt(ops, payout!, 0);
    expect(stateOf(seen)).toBe('unknown retry_later');
    const waiting = await people.resolved(seen, { outcome: 'resend_same_key' });
    expect(waiting.status).toBe('unknown');
    expect(waiting.nextActionAt).not.toBeNull();
    expect(stateOf(await lookedAt(ops, waiting, 0))).toBe('settled');
    expect(ops.rail.book().paidOf(seen.id)).toHaveLength(1);
  });

  it('is left to the machine while that may act', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    ops.rail.setFaults([{ kind: 'http_500_after_paying' }]);
    const unknown = await lookedAt(ops, payout!, 0);
    for (const outcome of ['settled', 'failed', 'released'] as const) {
      await expect(people.propose(unknown, ops.staff.zhao, { outcome })).rejects.toMatchObject({
        code: outcome === 'released' ? 'payout.not_unclaimed' : 'payout.not_resolvable',
      });
    }
    expect(stateOf(await atRest(ops, unknown))).toBe('settled');
  });

  it('which stays unknown beyond half of its key is for people, too', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    ops.rail.setFaults([
      { kind: 'http_500_after_paying' },
      { kind: 'http_500_after_paying', on: 'query', times: 5 },
    ]);
    const unknown = await lookedAt(ops, payout!, 0);
    const late = await lookedAt(ops, unknown, 13 * HOUR_MS);
    expect(late.status).toBe('unknown');
    expect((await people.resolved(late, { outcome: 'settled' })).status).toBe('settled');
  });

  it('has its contradiction resolved: what the books say stands, or what the rail says', async () => {
    const [kept, reversed] = await payingCase(ops, { amounts: [15_000n, 4_000n] });
    for (const payout of [kept!, reversed!]) {
      await lookedAt(ops, payout, 0);
      ops.way.intercept = () =>
        Promise.resolve({
          outcome: 'rejected',
          code: 'ACCOUNT_CLOSED',
          text: { en: '', 'zh-CN': '' },
        });
      await ops.transaction(async (tx) =>
        ops.get(AskNow).run(tx, await payoutNow(ops, payout), 'transfer.failed'),
      );
      expect(stateOf(await lookedAt(ops, payout, 0))).toBe('settled contradiction');
      ops.way.intercept = (call) => call.deliver();
    }
    const claim = { id: kept!.claimId };
    expect(await claimNow(ops, claim)).toMatchObject({
      status: 'paid',
      nextStep: 'resolve_payout',
    });
    expect(stateOf(await people.resolved(kept!, { outcome: 'settled' }))).toBe('settled');
    expect(await claimNow(ops, claim)).toMatchObject({
      status: 'paid',
      nextStep: 'resolve_payout',
    });
    ops.clock.moveOn(2 * MINUTE_MS);
    expect(stateOf(await people.resolved(reversed!, { outcome: 'failed' }))).toBe(
      'returned resolved',
    );
    expect(await claimNow(ops, claim)).toMatchObject({
      ...{ status: 'approved', nextStep: 'name_account', paidMinor: 15_000n },
    });
  });

  it('that was booked as failed and was paid after all is booked as paid by two persons', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    ops.rail.setFaults([{ kind: 'reject', code: 'ACCOUNT_CLOSED' }]);
    const failed = await lookedAt(ops, payout!, 0);
    ops.way.intercept = (call) =>
      Promise.resolve({
        ...{ outcome: 'confirmed', transferId: 'late-1', settledAt: ops.clock.now() },
        echo: {
          ...{ transferId: 'late-1', key: call.order.key, reference: call.order.reference },
          ...{ money: call.order.money.toJson(), payee: {}, status: 'settled' },
        },
      });
    await ops.transaction((tx) => ops.get(AskNow).run(tx, failed, 'transfer.settled'));
    const contradicted = await lookedAt(ops, failed, 0);
    expect(stateOf(contradicted)).toBe('failed contradiction');
    expect((await claimNow(ops, { id: failed.claimId })).status).toBe('approved');
    const seen = await people.resolved(contradicted, { outcome: 'settled', transferId: 'late-1' });
    expect(await payoutBookings(ops, seen)).toEqual([
      ...['E15 2030/2040 15000', 'E17 2040/2030 15000'],
      ...['E15 2030/2040 15000', 'E16 2040/1030 15000'],
    ]);
    expect(await claimNow(ops, { id: seen.claimId })).toMatchObject({
      ...{ status: 'paid', paidMinor: 15_000n, nextStep: null },
    });
  });

  it('cannot be ended past the application without two persons or a word of the rail', async () => {
    const payout = await people.givenUp();
    const key = { lane: payout.lane, id: payout.id };
    await expect(
      ops.transaction((tx) => tx.update(PayoutEntity, key, { status: 'failed' })),
    ).rejects.toThrow('ends without proof');
    await people.propose(payout, ops.staff.zhao, { outcome: 'failed' });
    const approval = {
      ...{ lane: payout.lane, payoutId: payout.id, number: 1, note: 'Me.' },
      verdict: 'approve',
      ...{ approverId: ops.staff.zhao.id, approvedAt: ops.clock.now() },
    } as const;
    await expect(
      ops.transaction((tx) => tx.insert(PayoutResolutionApprovalEntity, approval)),
    ).rejects.toThrow('confirmed by another person');
  });

  it('leaves books that hold', async () => {
    expect(await ops.broken()).toEqual([]);
    expect(await ops.reads.countBy(ClaimEntity, { status: 'paid' })).toBeGreaterThan(3);
  });
});
