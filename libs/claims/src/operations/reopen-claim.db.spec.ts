import { Money } from '@app/money';
import { PaymentEntity, RecordRefund } from '@app/payments';
import type { Actor } from '@app/platform';

import { hired } from '../../../../test/support/accounts';
import {
  aFiling,
  claimNow,
  claimantOf,
  decide,
  filedCase,
  reviewedCase,
} from '../../../../test/support/cases';
import { actsOn, bookingsOf } from '../../../../test/support/claim-traces';
import { duel, endOf, later } from '../../../../test/support/duels';
import {
  balancesOf,
  claimedOf,
  deniedCase,
  merge,
  paidCase,
  paidOut,
  reopen,
} from '../../../../test/support/lives';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimQueries } from '../claims.queries';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ClaimReopeningEntity } from '../persistence/claim-reopening.entity';
import { CloseClaim } from './close-claim';
import { FileClaim } from './file-claim';
import { WithdrawClaim } from './withdraw-claim';

const ROUNDS = 20;

describe('opening a claim again', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const withdraw = (claim: ClaimEntity): Promise<ClaimEntity> =>
    ops.transaction((tx) =>
      ops.get(WithdrawClaim).run(tx, claimantOf(claim), { claimId: claim.id, reason: null }),
    );
  const close = (claim: ClaimEntity): Promise<ClaimEntity> =>
    ops.transaction((tx) =>
      ops.get(CloseClaim).run(tx, ops.staff.wang, { claimId: claim.id, reason: 'All is done.' }),
    );
  async function withdrawnCase(): Promise<ClaimEntity> {
    return withdraw(await filedCase(ops));
  }
  /** Files another claim on the payment of the first line. */
  async function filedOnSame(claim: ClaimEntity, amountMinor?: bigint): Promise<ClaimEntity> {
    const [line] = await ops.get(ClaimQueries).lines(ops.reads, claim);
    const { lane, paymentId: id } = line!;
    const payment = await ops.reads.findOneByOrFail(PaymentEntity, { lane, id });
    const filing = aFiling(ops, [
      { payment, ...(amountMinor === undefined ? {} : { amountMinor }) },
    ]);
    return ops.transaction((tx) => ops.get(FileClaim).run(tx, claimantOf(claim), filing));
  }

  it.each([
    ['denied', deniedCase],
    ['paid', paidCase],
    ['withdrawn', () => withdrawnCase()],
    ['closed', async (libs: TestOperations) => close(await deniedCase(libs))],
  ] as const)('brings one that is %s to a reviewer', async (status, makeCase) => {
    const claim = await makeCase(ops);
    expect(claim.status).toBe(status);
    const reopened = await reopen(ops, claim);
    expect(reopened).toMatchObject({ status: 'in_review', nextStep: 'review' });
    const reopening = await ops.reads.findOneByOrFail(ClaimReopeningEntity, {
      lane: claim.lane,
      id: reopened.reopeningId ?? '',
    });
    expect(reopening).toMatchObject({
      claimId: claim.id,
      fromStatus: status,
      reason: 'The bank has written to us.',
      reopenedBy: ops.staff.qian.id,
    });
    expect(await actsOn(ops, claim)).toContain('claim.reopened');
    expect(await ops.broken()).toEqual([]);
  });

  it('holds and reserves what was withdrawn, and the claim can be withdrawn again and again', async () => {
    const claim = await withdrawnCase();
    for (let life = 0; life < 3; life += 1) {
      await reopen(ops, claim);
      expect(await claimedOf(ops, claim)).toEqual([86_000n]);
      expect(await balancesOf(ops, claim)).toEqual({ 2010: -86_000n, 9100: 86_000n });
      await withdraw(claim);
      expect(await claimNow(ops, claim)).toMatchObject({ status: 'withdrawn' });
      expect(await claimedOf(ops, claim)).toEqual([0n]);
      expect(await balancesOf(ops, claim)).toEqual({});
    }
    expect(await ops.broken()).toEqual([]);
  });

  it('lets a claim that was withdrawn be decided and paid', async () => {
    const claim = await reviewedCase(ops);
    await withdraw(claim);
    await reopen(ops, claim);
    await decide(ops, claim);
    expect(await paidOut(ops, claim)).toMatchObject({ status: 'paid', paidMinor: 86_000n });
    expect(await balancesOf(ops, claim)).toEqual({ 9100: 86_000n });
    expect(await ops.broken()).toEqual([]);
  });

  it('reserves nothing on a claim that was paid in full', async () => {
    const claim = await paidCase(ops);
    await reopen(ops, claim);
    expect(await claimNow(ops, claim)).toMatchObject({ reserveMinor: 0n, paidMinor: 86_000n });
    expect((await bookingsOf(ops, claim)).at(-1)).toBe('E16 2040/1030 86000');
  });

  it.each<[string, (ops_: TestOperations) => Actor, string]>([
    ['an agent', ({ staff }) => staff.sun, 'done'],
    ['a reviewer', ({ staff }) => staff.wang, 'done'],
    ['an approver', ({ staff }) => staff.zhao, 'done'],
  ])('lets %s do it with a withdrawn one: %s', async (_who, by, end) => {
    const claim = await withdrawnCase();
    expect(await endOf(reopen(ops, claim, by(ops)))).toBe(end);
  });

  it('lets an agent do it with nothing but a withdrawn one', async () => {
    const claim = await deniedCase(ops);
    expect(await endOf(reopen(ops, claim, ops.staff.sun))).toBe('claim.not_for_role');
    expect(await endOf(reopen(ops, claim, claimantOf(claim)))).toBe('claim.not_for_role');
    expect(await claimNow(ops, claim)).toEqual(claim);
  });

  it('is refused to a reviewer whose own claim it is', async () => {
    const claim = await deniedCase(ops);
    const { claimantPartyId: partyId } = claim;
    await hired(ops, 'claimant', { person: ops.staff.qian, partyId });
    expect(await endOf(reopen(ops, claim, ops.staff.qian))).toBe('claim.own_hand');
  });

  it('is refused while the claim is open', async () => {
    expect(await endOf(reopen(ops, await filedCase(ops)))).toBe('claim.cannot_advance');
  });

  it('is refused for a duplicate: it goes on elsewhere', async () => {
    const other = await filedCase(ops);
    const duplicate = await filedCase(ops, { claimant: claimantOf(other) });
    await merge(ops, duplicate, other);
    await expect(reopen(ops, duplicate)).rejects.toMatchObject({
      code: 'claim.merged',
      details: { mergedIntoId: other.id },
    });
  });

  describe('when something has happened to its payment since', () => {
    it('asks for what is left of it', async () => {
      const claim = await withdrawnCase();
      await filedOnSame(claim, 50_000n);
      await reopen(ops, claim);
      expect(await claimNow(ops, claim)).toMatchObject({
        claimedMinor: 36_000n,
        reserveMinor: 36_000n,
      });
      expect(await claimedOf(ops, claim)).toEqual([86_000n]);
      expect(await balancesOf(ops, claim)).toEqual({ 2010: -36_000n, 9100: 36_000n });
      await withdraw(claim);
      expect(await claimedOf(ops, claim)).toEqual([50_000n]);
      expect(await ops.broken()).toEqual([]);
    });

    it('asks for less when part of it was refunded', async () => {
      const claim = await deniedCase(ops);
      const [line] = await ops.get(ClaimQueries).lines(ops.reads, claim);
      const { lane, paymentId: id } = line!;
      const payment = await ops.reads.findOneByOrFail(PaymentEntity, { lane, id });
      const refund = {
        source: payment.source,
        paymentSourceId: payment.sourceId,
        refundId: `back of ${claim.id}`,
        money: Money.of(6_000n, 'CNY'),
        refundedAt: ops.clock.now(),
      };
      await ops.transaction((tx) => ops.get(RecordRefund).run(tx, refund, null));
      await reopen(ops, claim);
      expect(await claimNow(ops, claim)).toMatchObject({ reserveMinor: 80_000n });
      expect(await claimedOf(ops, claim)).toEqual([80_000n]);
    });

    it('is refused when nothing is left', async () => {
      const claim = await withdrawnCase();
      await filedOnSame(claim);
      expect(await endOf(reopen(ops, claim))).toBe('claim.nothing_left');
      expect(await claimNow(ops, claim)).toEqual(claim);
      expect(await ops.broken()).toEqual([]);
    });
  });

  it(`and closing it: it is open in the end, ${ROUNDS} times out of ${ROUNDS}`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await deniedCase(ops);
      const ends = await duel(
        later(round % 5, () => reopen(ops, claim)),
        later(2, () => close(claim)),
      );
      // The closing comes first, or it is refused.
      expect([
        ['done', 'done'],
        ['claim.cannot_advance', 'done'],
      ]).toContainEqual(ends);
      expect((await claimNow(ops, claim)).status).toBe('in_review');
    }
    expect(await ops.broken()).toEqual([]);
  });
});
