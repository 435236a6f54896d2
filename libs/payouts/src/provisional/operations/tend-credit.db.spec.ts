import { BreakClocks, ClaimQueries, tendCreditJob } from '@app/claims';
import type { ClaimEntity } from '@app/claims';

import {
  awaitingApproval,
  claimNow,
  decide,
  filedCase,
  reviewedCase,
} from '../../../../../test/support/cases';
import { actsOn } from '../../../../../test/support/claim-traces';
import { offeringClockPack } from '../../../../../test/support/clock-pack';
import { assess } from '../../../../../test/support/clock-steps';
import { CreditSteps } from '../../../../../test/support/credit-steps';
import { duel } from '../../../../../test/support/duels';
import { balancesOf, lodge } from '../../../../../test/support/lives';
import { atRest, stateOf } from '../../../../../test/support/payout-steps';
import { TestOperations } from '../../../../../test/support/test-operations';

describe('a credit before the decision', () => {
  let ops: TestOperations;
  let credit: CreditSteps;
  beforeAll(async () => {
    ops = await TestOperations.start({ config: offeringClockPack() });
    credit = new CreditSteps(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });
  afterEach(async () => {
    ops.rail.setFaults([]);
    await credit.requireSoundBooks();
  });

  const swept = async (): Promise<string[]> =>
    (await tendCreditJob.findDue(ops.reads, ops.clock.now(), 1_000)).map(({ claimId }) => claimId);

  describe('is given', () => {
    it('as the last day of the promise begins, of the whole promise, over a rail', async () => {
      const claim = await reviewedCase(ops);
      const dueAt = new Date(claim.creditAt!.getTime() + 86_400_000);
      expect(await swept()).not.toContain(claim.id);
      expect(await credit.tend(claim)).toMatchObject({ creditAt: claim.creditAt });
      expect(await credit.stateOf(claim)).toBe('none');

      const granted = await credit.tendInTime(claim);
      const [order] = await credit.orders(claim);
      expect(order).toMatchObject({ kind: 'provisional', status: 'created', decisionId: null });
      expect(order!.amountMinor).toBe(86_000n);
      expect(await credit.bookingsOn(claim)).toEqual([]);
      expect(granted).toMatchObject({ status: 'in_review', creditAt: null, creditedAt: null });

      await atRest(ops, order!);
      expect(ops.rail.book().paidOf(order!.id)).toHaveLength(1);
      expect(await credit.bookingsOn(claim)).toEqual(['E11 1150/1030 86000']);
      const arrived = await claimNow(ops, claim);
      expect(arrived).toMatchObject({ status: 'in_review', nextStep: 'review', paidMinor: 0n });
      expect(arrived.creditedAt!.getTime()).toBeLessThan(dueAt.getTime());
      expect(await credit.eventsOn(claim)).toEqual(['credit.granted', 'credit.arrived']);
      expect(await actsOn(ops, claim)).toEqual(
        expect.arrayContaining(['credit.granted', 'payout.opened', 'payout.settled']),
      );
    });

    it('once, however often its job comes, and whatever is lost', async () => {
      const claim = await credit.granted();
      await ops.transaction((tx) =>
        tx.query('UPDATE claims SET credit_at = $1 WHERE id = $2', [ops.clock.now(), claim.id]),
      );
      expect(await swept()).not.toContain(claim.id);
      ops.clock.moveOn(10_000);
      expect(await swept()).toContain(claim.id);
      await duel(
        () => credit.tend(claim),
        () => credit.tend(claim),
      );
      expect(await credit.orders(claim)).toHaveLength(1);
      expect(await swept()).not.toContain(claim.id);
    });

    it('line by line, each the way that its payment came', async () => {
      const claim = await credit.credited({ amounts: [50_000n, 36_000n] });
      const orders = await credit.orders(claim);
      expect(orders.map(({ amountMinor }) => amountMinor)).toEqual([50_000n, 36_000n]);
      expect(new Set(orders.map(({ claimLineId }) => claimLineId)).size).toBe(2);
      expect(await credit.stateOf(claim)).toBe('granted 0 0 0');
    });

    it('also while the claimant is waited for, and while the decision waits for approval', async () => {
      const waiting = await assess(ops, await filedCase(ops));
      expect(waiting.status).toBe('awaiting_claimant');
      expect(await credit.tendInTime(waiting)).toMatchObject({ status: 'awaiting_claimant' });
      expect(await credit.stateOf(waiting)).toBe('granted 0 0 0');

      const { claim } = await awaitingApproval(ops);
      expect(await credit.tendInTime(claim)).toMatchObject({ status: 'awaiting_approval' });
      expect(await credit.stateOf(claim)).toBe('granted 0 0 0');
    });

    it('not on a claim that was decided before', async () => {
      const denied = await reviewedCase(ops);
      const { creditAt } = denied;
      await decide(ops, denied, { outcome: 'deny' });
      ops.clock.moveOn(creditAt!.getTime() - ops.clock.now().getTime());
      expect(await credit.tend(denied)).toMatchObject({ creditAt: null });
      expect(await credit.stateOf(denied)).toBe('none');

      // An appeal is looked at by people; the promise is for the first decision.
      await lodge(ops, denied);
      await reopened(denied);
      expect(await credit.stateOf(denied)).toBe('none');
    });

    const reopened = async (claim: ClaimEntity): Promise<void> => {
      const now = await claimNow(ops, claim);
      expect(now).toMatchObject({ status: 'in_review', creditAt: null });
      await credit.tend(claim);
    };

    it('and answers the clock that calls for it', async () => {
      const claim = await credit.credited();
      ops.clock.moveOn(86_400_000);
      await ops.get(BreakClocks).run({ claimId: claim.id });
      const late = await claimNow(ops, claim);
      expect(late).toMatchObject({ status: 'in_review', nextStep: 'review' });
      expect(late.escalatedAt).not.toBeNull();
      const timeline = await ops.get(ClaimQueries).timeline(ops.reads, claim);
      const [broken] = timeline.filter(({ summary }) =>
        summary.en.includes('The promise "decide"'),
      );
      expect(broken!.summary.en).toMatch(/you were given a provisional credit/);
    });
  });

  describe('that does not arrive', () => {
    const failing = async (): Promise<ClaimEntity> => {
      ops.rail.setFaults([{ kind: 'reject', code: 'ACCOUNT_CLOSED' }]);
      return credit.credited();
    };

    it('leaves no trace in the books, and the claim says so', async () => {
      const claim = await failing();
      const [order] = await credit.orders(claim);
      expect(stateOf(order!)).toBe('failed ACCOUNT_CLOSED');
      expect(await credit.bookingsOn(claim)).toEqual([
        'E11 1150/1030 86000',
        'E36 1030/1150 86000',
      ]);
      expect(claim).toMatchObject({ nextStep: 'credit_provisionally', creditedAt: null });
      expect(await credit.stateOf(claim)).toBe('failed 0 0 0');
      expect(await credit.eventsOn(claim)).toEqual(['credit.granted', 'credit.obstacle']);
    });

    it('is given once more when the claim has changed', async () => {
      const claim = await failing();
      await ops.transaction((tx) =>
        tx.query(`UPDATE claims SET status = 'assessing', next_step = 'assess' WHERE id = $1`, [
          claim.id,
        ]),
      );
      await assess(ops, claim);
      await credit.tendInTime(claim);
      const [, second] = await credit.orders(claim);
      expect(stateOf(await atRest(ops, second!))).toBe('settled');
      expect(await claimNow(ops, claim)).toMatchObject({ nextStep: 'review' });
      expect(await credit.stateOf(claim)).toBe('granted 0 0 0');
    });

    it('lets the whole award be paid', async () => {
      const claim = await failing();
      await decide(ops, claim);
      const paid = await credit.paidOut(claim);
      expect(paid).toMatchObject({ status: 'paid', paidMinor: 86_000n });
      expect((await credit.awards(claim)).map(({ amountMinor }) => amountMinor)).toEqual([86_000n]);
      expect(await balancesOf(ops, claim)).toEqual({ '9100': 86_000n });
    });

    it('and never left is not sent any more once somebody has decided', async () => {
      const claim = await credit.granted();
      await decide(ops, claim, { outcome: 'deny' });
      await credit.tendInTime(claim);
      const [order] = await credit.orders(claim);
      expect(order!.status).toBe('cancelled');
      await ops.advancePayout.run({ payoutId: order!.id });
      expect(ops.way.sendsOf(order!.id)).toBe(0);
      expect(await credit.stateOf(claim)).toBe('failed 0 0 0');
      expect(await credit.eventsOn(claim)).toEqual(['credit.granted']);
    });
  });
});
