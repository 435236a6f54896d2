import { ClaimQueries, CloseClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';

import { claimNow } from '../../../../../test/support/cases';
import { bookingsOf } from '../../../../../test/support/claim-traces';
import {
  ALONE_MOST,
  GoodwillSteps,
  LATE_MOST,
  offeringLatePack,
} from '../../../../../test/support/goodwill-steps';
import { awardedCase, deniedCase, paidCase, reopen } from '../../../../../test/support/lives';
import { comesBack, reorder } from '../../../../../test/support/payout-returns';
import { atRest } from '../../../../../test/support/payout-steps';
import { TestOperations } from '../../../../../test/support/test-operations';
import { PayoutEntity } from '../../persistence/payout.entity';
import { GoodwillQueries } from '../goodwill.queries';
import { GoodwillGrantEntity } from '../persistence/goodwill-grant.entity';
import { GoodwillVerdictEntity } from '../persistence/goodwill-verdict.entity';

const AWARD = 86_000n;
const MUCH = ALONE_MOST + 1n;

describe('money beside an award', () => {
  let ops: TestOperations;
  let steps: GoodwillSteps;
  beforeAll(async () => {
    ops = await TestOperations.start({ config: offeringLatePack() });
    steps = new GoodwillSteps(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });

  const told = async (claim: ClaimEntity): Promise<string[]> =>
    (await ops.get(ClaimQueries).timeline(ops.reads, claim)).map(({ summary }) => summary.en);

  it('is given by one person up to the limit of the pack, and paid over the same rails', async () => {
    const claim = await paidCase(ops);
    const grant = await steps.propose(claim, 2_000n);
    expect(grant).toMatchObject({ approvalsRequired: 0, ground: 'goodwill' });
    const [order] = await steps.ordersOf(claim);
    expect(order).toMatchObject({ amountMinor: 2_000n, sourceId: grant.id, status: 'created' });
    const paying = await claimNow(ops, claim);
    expect(paying).toMatchObject({ status: 'paying', nextStep: 'settle_payout' });
    await atRest(ops, order!);
    const paid = await claimNow(ops, claim);
    expect(paid).toMatchObject({ status: 'paid', nextStep: null, paidMinor: AWARD });
    expect((await bookingsOf(ops, claim)).slice(-3)).toEqual([
      'E33 5040/2030 2000',
      'E15 2030/2040 2000',
      'E16 2040/1030 2000',
    ]);
    const summaries = (await told(claim)).join('\n');
    expect(summaries).toContain('as goodwill. The reason: You had to call three times.');
    expect(summaries).toContain('beside your award, trace number');
    const totals = await ops.get(GoodwillQueries).paidOf(ops.reads, [claim]);
    expect(totals.get(claim.id)).toBe(2_000n);
  });

  it('beyond that limit waits for another person, and nothing is booked before', async () => {
    const claim = await paidCase(ops);
    const grant = await steps.propose(claim, MUCH);
    expect(grant.approvalsRequired).toBe(1);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', nextStep: 'pay_goodwill' });
    expect(await steps.ordersOf(claim)).toEqual([]);
    expect(await bookingsOf(ops, claim)).not.toContainEqual(expect.stringMatching(/^E33/));
    const closing = ops.transaction((tx) =>
      ops.get(CloseClaim).run(tx, ops.staff.li, { claimId: claim.id, reason: 'At rest.' }),
    );
    await expect(closing).rejects.toMatchObject({ code: 'claim.goodwill_waits' });
    await expect(steps.propose(claim, 1n)).rejects.toMatchObject({ code: 'goodwill.waits' });
    await steps.judge(grant);
    const [order] = await steps.ordersOf(claim);
    await atRest(ops, order!);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', nextStep: null });
    await expect(steps.judge(grant)).rejects.toMatchObject({ code: 'approval.not_awaited' });
  });

  it('counts against that limit what single persons gave on the claim before', async () => {
    const claim = await paidCase(ops);
    await steps.propose(claim, ALONE_MOST);
    await atRest(ops, (await steps.ordersOf(claim))[0]!);
    expect(await steps.propose(claim, 1n)).toMatchObject({ approvalsRequired: 1 });
  });

  it('is not approved by whoever proposed it', async () => {
    const claim = await paidCase(ops);
    const grant = await steps.propose(claim, MUCH, { by: ops.staff.zhao });
    await expect(steps.judge(grant)).rejects.toMatchObject({ code: 'approval.own_hand' });
  });

  it('is granted once by two who approve it at once', async () => {
    const claim = await paidCase(ops);
    const grant = await steps.propose(claim, MUCH);
    const ends = await Promise.allSettled([steps.judge(grant), steps.judge(grant, ops.staff.li)]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await steps.ordersOf(claim)).toHaveLength(1);
  });

  it('is nothing when the other person returns it, and can be proposed anew', async () => {
    const claim = await paidCase(ops);
    await steps.judge(await steps.propose(claim, MUCH), ops.staff.zhao, 'return');
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', nextStep: null });
    expect(await steps.propose(claim, MUCH)).toMatchObject({ approvalsRequired: 1 });
  });

  it('for a promise that was not kept in time is what the pack says, once', async () => {
    const claim = await steps.paidLate();
    const grant = await steps.propose(claim, null);
    expect(grant).toMatchObject({ ground: 'lateness', amountMinor: LATE_MOST });
    expect(grant.promises).toEqual([
      { clock: 'decide', days: expect.any(Number) as number, amountMinor: String(LATE_MOST) },
    ]);
    const [order] = await steps.ordersOf(claim);
    await atRest(ops, order!);
    expect(await bookingsOf(ops, claim)).toContain(`E33 5080/2030 ${String(LATE_MOST)}`);
    expect((await told(claim)).join('\n')).toContain('We did not keep a promise in time.');
    await expect(steps.propose(claim, null)).rejects.toMatchObject({
      code: 'goodwill.nothing_late',
    });
  });

  it('has an amount where a person says it, and none where the pack does', async () => {
    const late = await steps.paidLate();
    const unlike = { code: 'goodwill.amount_unlike' };
    await expect(steps.propose(late, 100n, { ground: 'lateness' })).rejects.toMatchObject(unlike);
    await expect(steps.propose(late, null, { ground: 'goodwill' })).rejects.toMatchObject(unlike);
    const inTime = await paidCase(ops);
    await expect(steps.propose(inTime, null)).rejects.toMatchObject({
      code: 'goodwill.nothing_late',
    });
  });

  it('follows a paid award only, and not one that is being decided anew', async () => {
    const unsettled = { code: 'goodwill.claim_unsettled' };
    await expect(steps.propose(await awardedCase(ops), 1n)).rejects.toMatchObject(unsettled);
    await expect(steps.propose(await deniedCase(ops), 1n)).rejects.toMatchObject(unsettled);
    const claim = await paidCase(ops);
    const grant = await steps.propose(claim, MUCH);
    await reopen(ops, claim);
    await expect(steps.judge(grant)).rejects.toMatchObject(unsettled);
    await steps.judge(grant, ops.staff.zhao, 'return');
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'in_review' });
  });

  it('is held and ordered again like an award when it comes back', async () => {
    const claim = await paidCase(ops);
    await steps.propose(claim, 2_000n);
    const settled = await atRest(ops, (await steps.ordersOf(claim))[0]!);
    const back = await comesBack(ops, settled);
    expect(back).toMatchObject({ status: 'returned', heldMinor: 2_000n });
    expect(await claimNow(ops, claim)).toMatchObject({
      ...{ status: 'approved', nextStep: 'name_account', paidMinor: AWARD },
    });
    await reorder(ops, back, ops.staff.wang);
    await ops.openPayouts.run({ claimId: claim.id });
    const again = (await steps.ordersOf(claim)).at(-1)!;
    expect(again).toMatchObject({ replacesId: back.id, reissuedMinor: 2_000n });
    await atRest(ops, again);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', paidMinor: AWARD });
    expect((await bookingsOf(ops, claim)).slice(-3)).toEqual([
      'E19 1030/2050 2000',
      'E20 2050/2040 2000',
      'E16 2040/1030 2000',
    ]);
  });

  it.each([
    ['more than was granted', { amountMinor: MUCH + 1n }],
    ['another grant', { sourceId: 'gwl_other' }],
    ['another payee', { payee: { route: 'account', position: 3, ending: '0000' } }],
    ['a second order', {}],
  ])('is not ordered as %s, past all code of ours', async (_what, changed) => {
    const claim = await paidCase(ops);
    await steps.judge(await steps.propose(claim, MUCH));
    const order = await atRest(ops, (await steps.ordersOf(claim))[0]!);
    const id = `pyo_${claim.id.slice(4, -2)}00`;
    const row = { ...order, id, key: id, railTransferId: null, ...changed } as PayoutEntity;
    const insert = ops.transaction((tx) => tx.insert(PayoutEntity, row as never));
    await expect(insert).rejects.toMatchObject({
      driverError: {
        constraint: expect.stringMatching(/payouts_(as_granted|one_per_source_idx)/) as string,
      },
    });
  });

  it('is not ordered before another person has approved it, past all code of ours', async () => {
    const claim = await paidCase(ops);
    const grant = await steps.propose(claim, MUCH);
    const [award] = await ops.reads.findBy(PayoutEntity, { claimId: claim.id });
    const id = `pyo_${claim.id.slice(4, -2)}00`;
    const row = {
      ...{ ...award!, id, key: id, railTransferId: null, kind: 'goodwill', sourceId: grant.id },
      amountMinor: MUCH,
    };
    const insert = ops.transaction((tx) => tx.insert(PayoutEntity, row as never));
    await expect(insert).rejects.toMatchObject({
      driverError: { constraint: 'payouts_as_granted' },
    });
    const { lane, id: grantId, digest, proposedByPerson } = grant;
    const own = ops.transaction((tx) =>
      tx.insert(GoodwillVerdictEntity, {
        ...{ lane, grantId, digest, proposedByPerson, verdict: 'approve', note: 'Mine.' },
        ...{ approverId: grant.proposedBy, approverPerson: proposedByPerson },
        givenAt: ops.clock.now(),
      }),
    );
    await expect(own).rejects.toMatchObject({
      driverError: { constraint: expect.stringMatching(/^goodwill_/) as string },
    });
    const left = await ops.reads.findBy(GoodwillGrantEntity, { claimId: claim.id });
    expect(left).toHaveLength(1);
  });

  it('leaves the books as every invariant wants them', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
