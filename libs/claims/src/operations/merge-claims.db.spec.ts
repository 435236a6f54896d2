import { PaymentEntity } from '@app/payments';
import type { Actor } from '@app/platform';
import { AssessClaim } from '@app/review';

import { hired } from '../../../../test/support/accounts';
import {
  aClaimant,
  aFiling,
  aPaymentOf,
  awaitingApproval,
  claimNow,
  claimantOf,
  decide,
  filedCase,
  handIn,
  reviewedCase,
} from '../../../../test/support/cases';
import { actsOn, bookingsOf, clocksOf, jobsFor } from '../../../../test/support/claim-traces';
import { endOf } from '../../../../test/support/duels';
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
import { FileClaim } from './file-claim';
import { WithdrawClaim } from './withdraw-claim';

describe('merging claims', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const linesOf = async (claim: ClaimEntity): Promise<[bigint, string][]> =>
    (await ops.get(ClaimQueries).lines(ops.reads, claim)).map(({ amountMinor, status }) => [
      amountMinor,
      status,
    ]);
  /** Two claims of one claimant, each on a payment of its own. */
  async function twoClaims(): Promise<{ duplicate: ClaimEntity; other: ClaimEntity }> {
    const claimant = aClaimant();
    const other = await filedCase(ops, { claimant, amounts: [60_000n] });
    return { duplicate: await filedCase(ops, { claimant, amounts: [40_000n] }), other };
  }

  it('moves lines, evidence and reserve, and closes the duplicate with a note where it goes on', async () => {
    const { duplicate, other } = await twoClaims();
    await handIn(ops, duplicate, 'identity');
    await merge(ops, duplicate, other);
    expect(await claimNow(ops, duplicate)).toMatchObject({
      status: 'closed',
      mergedIntoId: other.id,
      reserveMinor: 0n,
      nextStep: null,
    });
    expect(await claimNow(ops, other)).toMatchObject({
      status: 'received',
      claimedMinor: 100_000n,
      reserveMinor: 100_000n,
    });
    expect(await linesOf(duplicate)).toEqual([[40_000n, 'merged']]);
    expect(await linesOf(other)).toEqual([
      [60_000n, 'claimed'],
      [40_000n, 'claimed'],
    ]);
    expect(await claimedOf(ops, other)).toEqual([60_000n, 40_000n]);
    const evidence = await ops.get(ClaimQueries).evidence(ops.reads, other);
    const [original] = await ops.get(ClaimQueries).evidence(ops.reads, duplicate);
    expect(evidence).toMatchObject([{ item: 'identity', sha256: original!.sha256 }]);
    expect(await ops.broken()).toEqual([]);
  });

  it('books the end of the one and the growth of the other', async () => {
    const { duplicate, other } = await twoClaims();
    await merge(ops, duplicate, other);
    expect((await bookingsOf(ops, duplicate)).slice(-2)).toEqual([
      'E10 2010/5010 40000',
      'E10 9101/9100 40000',
    ]);
    expect((await bookingsOf(ops, other)).slice(-2)).toEqual([
      'E04 9100/9101 40000',
      'E07 5010/2010 40000',
    ]);
    expect(await balancesOf(ops, duplicate)).toEqual({});
    expect(await balancesOf(ops, other)).toEqual({ 2010: -100_000n, 9100: 100_000n });
  });

  it('tells it on both, with the other one by its reference', async () => {
    const { duplicate, other } = await twoClaims();
    await merge(ops, duplicate, other);
    const last = async (claim: ClaimEntity): Promise<unknown> =>
      (await ops.get(ClaimQueries).timeline(ops.reads, claim)).at(-1);
    expect(await last(duplicate)).toMatchObject({
      kind: 'claim.merged_into',
      summary: { en: expect.stringContaining(other.reference) },
    });
    expect(await last(other)).toMatchObject({
      kind: 'claim.merged',
      summary: { 'zh-CN': expect.stringContaining(duplicate.reference) },
    });
    expect(await actsOn(ops, duplicate)).toContain('claim.closed');
    expect(await actsOn(ops, other)).toContain('claim.merged');
    expect((await clocksOf(ops, duplicate)).join()).not.toMatch(/running/);
  });

  it('adds up what both claim of one payment', async () => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant, { amountMinor: 90_000n });
    const file = (amountMinor: bigint): Promise<ClaimEntity> => {
      const filing = aFiling(ops, [{ payment, amountMinor }]);
      return ops.transaction((tx) => ops.get(FileClaim).run(tx, claimant, filing));
    };
    const [other, duplicate] = [await file(50_000n), await file(40_000n)];
    await merge(ops, duplicate, other);
    expect(await linesOf(other)).toEqual([[90_000n, 'claimed']]);
    expect(await claimedOf(ops, other)).toEqual([90_000n]);
    expect(await ops.broken()).toEqual([]);
  });

  it('lets all of it be decided and paid as one', async () => {
    const claimant = aClaimant();
    const other = await reviewedCase(ops, { claimant, amounts: [60_000n] });
    const duplicate = await filedCase(ops, { claimant, amounts: [40_000n] });
    await merge(ops, duplicate, other);
    expect(await claimNow(ops, other)).toMatchObject({ status: 'assessing', nextStep: 'assess' });
    expect(await jobsFor(ops, other)).toBeGreaterThan(1);
    await paidAfterAll(other);
    expect(await claimNow(ops, other)).toMatchObject({ status: 'paid', paidMinor: 100_000n });
    expect(await ops.broken()).toEqual([]);
  });

  async function paidAfterAll(claim: ClaimEntity): Promise<void> {
    await ops.get(AssessClaim).run({ claimId: claim.id });
    await decide(ops, claim);
    await paidOut(ops, claim);
  }

  it('takes the approvals that were given so far for void', async () => {
    const claimant = aClaimant();
    const { claim: other } = await awaitingApproval(ops, { claimant });
    const duplicate = await filedCase(ops, { claimant, amounts: [40_000n] });
    await merge(ops, duplicate, other);
    const now = await claimNow(ops, other);
    expect(now).toMatchObject({ status: 'assessing', nextStep: 'assess' });
    expect(now.contentVersion).toBe(other.contentVersion + 1);
  });

  it('brings a line back that held nothing, because the duplicate held it all', async () => {
    const claimant = aClaimant();
    const withTwo = await filedCase(ops, { claimant, amounts: [60_000n, 40_000n] });
    await ops.transaction((tx) =>
      ops.get(WithdrawClaim).run(tx, claimant, { claimId: withTwo.id, reason: null }),
    );
    const [line] = await ops.get(ClaimQueries).lines(ops.reads, withTwo);
    const payment = await ops.reads.findOneByOrFail(PaymentEntity, {
      lane: withTwo.lane,
      id: line!.paymentId,
    });
    const duplicate = await ops.transaction((tx) =>
      ops.get(FileClaim).run(tx, claimant, aFiling(ops, [{ payment }])),
    );
    await reopen(ops, withTwo);
    expect(await linesOf(withTwo)).toEqual([
      [60_000n, 'withdrawn'],
      [40_000n, 'claimed'],
    ]);
    await merge(ops, duplicate, withTwo);
    expect(await linesOf(withTwo)).toEqual([
      [60_000n, 'claimed'],
      [40_000n, 'claimed'],
    ]);
    expect(await claimNow(ops, withTwo)).toMatchObject({ claimedMinor: 100_000n });
    expect(await balancesOf(ops, withTwo)).toEqual({ 2010: -100_000n, 9100: 100_000n });
    expect(await ops.broken()).toEqual([]);
  });

  it('keeps one file where both have the same for the same item', async () => {
    const { duplicate, other } = await twoClaims();
    await handIn(ops, duplicate, 'identity', 'one passport');
    await handIn(ops, other, 'identity', 'one passport');
    await merge(ops, duplicate, other);
    expect(await ops.get(ClaimQueries).evidence(ops.reads, other)).toHaveLength(1);
  });

  describe('is refused', () => {
    async function expectUnchanged(...claims: ClaimEntity[]): Promise<void> {
      for (const claim of claims) {
        const { status, version } = claim;
        expect(await claimNow(ops, claim)).toMatchObject({ status, version });
      }
    }

    it('into itself', async () => {
      const claim = await filedCase(ops);
      expect(await endOf(merge(ops, claim, claim))).toBe('claim.merge_itself');
      await expectUnchanged(claim);
    });

    it('into a claim of somebody else, which whoever merges may see, and into none', async () => {
      const [claim, foreign] = [await filedCase(ops), await filedCase(ops)];
      expect(await endOf(merge(ops, claim, foreign))).toBe('claim.merge_unlike');
      const nowhere = { ...foreign, id: `${foreign.id.slice(0, -3)}000` };
      expect(await endOf(merge(ops, claim, nowhere))).toBe('claim.not_found');
      await expectUnchanged(claim, foreign);
    });

    it('into a claim about another loss', async () => {
      const { duplicate, other } = await twoClaims();
      const superuser = await ops.libs.connectAs(null);
      await superuser.query(`UPDATE claims SET loss_type = 'device_theft' WHERE id = $1`, [
        other.id,
      ]);
      expect(await endOf(merge(ops, duplicate, other))).toBe('claim.merge_unlike');
    });

    it.each([
      ['denied', deniedCase],
      ['paid', paidCase],
    ] as const)('with one that is %s', async (_status, makeCase) => {
      const claimant = aClaimant();
      const decided = await makeCase(ops, { claimant });
      const claim = await filedCase(ops, { claimant });
      expect(await endOf(merge(ops, claim, decided))).toBe('claim.cannot_advance');
      expect(await endOf(merge(ops, decided, claim))).toBe('claim.cannot_advance');
      await expectUnchanged(claim, decided);
    });

    it('with one that was decided and is open again', async () => {
      const claimant = aClaimant();
      const decided = await reopen(ops, await deniedCase(ops, { claimant }));
      const claim = await filedCase(ops, { claimant });
      expect(await endOf(merge(ops, claim, decided))).toBe('claim.merge_decided');
      expect(await endOf(merge(ops, decided, claim))).toBe('claim.merge_decided');
    });

    it('to whoever filed one of the two', async () => {
      const { duplicate, other } = await twoClaims();
      const own = await hired(ops, 'reviewer', { partyId: other.claimantPartyId });
      expect(await endOf(merge(ops, duplicate, other, own))).toBe('claim.own_hand');
    });

    it('to a claimant, and to an agent', async () => {
      const { duplicate, other } = await twoClaims();
      const askers: Actor[] = [claimantOf(other), ops.staff.sun];
      for (const by of askers) {
        expect(await endOf(merge(ops, duplicate, other, by))).toBe('claim.not_for_role');
      }
    });
  });
});
