import { AuditTrail } from '@app/audit';
import { ChangeClaim, ClaimQueries, FileClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Money } from '@app/money';
import { PaymentQueries, RecordRefund } from '@app/payments';
import { AssessClaim } from '@app/review';

import {
  aClaimant,
  aFiling,
  aPaymentOf,
  awaitingApproval,
  claimNow,
  decide,
  giveVerdict,
  handIn,
  payoutNow,
  payoutsOf,
  reviewedCase,
} from '../../../../test/support/cases';
import { actsOn, bookingsOf } from '../../../../test/support/claim-traces';
import { duel, endOf } from '../../../../test/support/duels';
import { lodge, paidCase } from '../../../../test/support/lives';
import { TestOperations } from '../../../../test/support/test-operations';
import { AwardedPayments } from '../awarded-payments';
import { Payees } from '../payees';
import { RailDirectory } from '../rails/rail-directory';
import { OpenPayouts } from './open-payouts';

describe('opening the payouts of a claim', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start({
      config: {
        programs: {
          packsDir: null,
          calendarsFile: null,
          offered: ['cn-wallet-theft-guarantee', 'cn-store-guarantee'],
        },
      },
    });
  });
  afterAll(async () => {
    await ops.stop();
  });

  async function approvedCase(
    amounts: readonly bigint[],
    awards: readonly bigint[] = amounts,
  ): Promise<ClaimEntity> {
    const claim = await reviewedCase(ops, { amounts });
    const outcome = awards.includes(0n) ? 'partial' : 'approve';
    await decide(ops, claim, { outcome, awards });
    return claimNow(ops, claim);
  }

  const open = (claim: ClaimEntity): Promise<void> => ops.openPayouts.run({ claimId: claim.id });

  it('sends each award back to the payment that it is for, and all of them are paid', async () => {
    const claim = await approvedCase([30_000n, 20_000n, 40_000n]);
    await open(claim);
    const payouts = await payoutsOf(ops, claim);
    const lines = await ops.get(ClaimQueries).lines(ops.reads, claim);
    expect(payouts).toHaveLength(3);
    for (const line of lines) {
      const payment = await ops.get(PaymentQueries).byId(ops.reads, line.paymentId);
      const payout = payouts.find(({ claimLineId }) => claimLineId === line.id);
      expect(payout).toMatchObject({
        status: 'created',
        decisionId: claim.decisionId,
        amountMinor: line.awardMinor,
        currency: 'CNY',
        rail: 'simulated',
        payee: {
          route: 'original',
          channel: 'wechat',
          paymentSource: payment?.source,
          paymentSourceId: payment?.sourceId,
        },
      });
    }
    const paying = { status: 'paying', nextStep: 'settle_payout' };
    expect(await claimNow(ops, claim)).toMatchObject(paying);
    for (const { id } of payouts) await ops.advancePayout.run({ payoutId: id });
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', paidMinor: 90_000n });
    const settled = await Promise.all(payouts.map((payout) => payoutNow(ops, payout)));
    for (const { id, amountMinor, payee } of settled) {
      const [transfer, ...others] = ops.rail.book().paidOf(id);
      expect(others).toEqual([]);
      expect(transfer).toMatchObject({
        money: { currency: 'CNY', amountMinor: amountMinor.toString() },
        payee,
      });
    }
  });

  it('opens nothing for a line without an award', async () => {
    const claim = await approvedCase([30_000n, 20_000n], [30_000n, 0n]);
    await open(claim);
    expect(await payoutsOf(ops, claim)).toMatchObject([{ amountMinor: 30_000n }]);
  });

  it('changes nothing the second time', async () => {
    const claim = await approvedCase([30_000n, 20_000n]);
    await open(claim);
    const before = [await payoutsOf(ops, claim), await claimNow(ops, claim)];
    await open(claim);
    expect([await payoutsOf(ops, claim), await claimNow(ops, claim)]).toEqual(before);
    const acts = await actsOn(ops, claim);
    expect(acts.filter((act) => act === 'payout.opened')).toHaveLength(2);
  });

  it('opens one payout per line when its job runs several times at once', async () => {
    const claim = await approvedCase([30_000n, 20_000n]);
    const run = (): Promise<void> => open(claim);
    expect(await duel(run, run, run)).toEqual(['done', 'done', 'done']);
    const payouts = await payoutsOf(ops, claim);
    expect(new Set(payouts.map(({ claimLineId }) => claimLineId)).size).toBe(2);
    expect(payouts).toHaveLength(2);
    for (const { id: payoutId } of payouts) {
      expect(await ops.jobs('advance-payout', { payoutId })).toHaveLength(1);
    }
  });

  it('opens nothing before the last approval', async () => {
    const { claim, decision } = await awaitingApproval(ops);
    await open(claim);
    expect(await payoutsOf(ops, claim)).toEqual([]);
    await giveVerdict(ops, decision, ops.staff.zhao);
    await open(claim);
    expect(await payoutsOf(ops, claim)).toMatchObject([{ amountMinor: 600_000n }]);
  });

  it('opens what an appeal added on top of what was paid, on the lines that it was added to', async () => {
    const claim = await paidCase(ops, {
      amounts: [30_000n, 20_000n, 40_000n],
      awards: [10_000n, 20_000n, 0n],
    });
    await lodge(ops, claim);
    await decide(ops, claim, { by: ops.staff.qian });
    await open(claim);
    const [, , ...onTop] = await payoutsOf(ops, claim);
    expect(onTop.map(({ amountMinor }) => amountMinor)).toEqual([20_000n, 40_000n]);
    await open(claim);
    expect(await payoutsOf(ops, claim)).toHaveLength(4);
    for (const { id } of onTop) await ops.advancePayout.run({ payoutId: id });
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', paidMinor: 90_000n });
    expect(await ops.broken()).toEqual([]);
  });

  describe('under a guarantee that pays three times the price', () => {
    async function counterfeitCase(): Promise<ClaimEntity> {
      const claimant = aClaimant();
      const payment = await aPaymentOf(ops, claimant, { amountMinor: 10_000n });
      const claim = await ops.transaction((tx) =>
        ops.get(FileClaim).run(tx, claimant, {
          ...aFiling(ops, [{ payment }]),
          packId: 'cn-store-guarantee',
          lossType: 'counterfeit',
        }),
      );
      await handIn(ops, claim, 'goods_pictures');
      await ops.get(AssessClaim).run({ claimId: claim.id });
      const decision = await decide(ops, claim, { awards: [30_000n] });
      await giveVerdict(ops, decision, ops.staff.zhao);
      return claimNow(ops, claim);
    }

    it('pays three times the payment, which stays claimed once', async () => {
      const claim = await counterfeitCase();
      expect(claim).toMatchObject({ status: 'approved', awardedMinor: 30_000n });
      await open(claim);
      const [payout] = await payoutsOf(ops, claim);
      expect(payout).toMatchObject({ amountMinor: 30_000n });
      await ops.advancePayout.run({ payoutId: payout!.id });
      expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', paidMinor: 30_000n });
      const [line] = await ops.get(ClaimQueries).lines(ops.reads, claim);
      const payment = await ops.get(PaymentQueries).byId(ops.reads, line!.paymentId);
      expect(payment).toMatchObject({ claimedMinor: 10_000n });
    });

    it('pays nothing for a payment that came back in the meantime', async () => {
      const claim = await counterfeitCase();
      const [line] = await ops.get(ClaimQueries).lines(ops.reads, claim);
      const payment = await ops.get(PaymentQueries).byId(ops.reads, line!.paymentId);
      const { source, sourceId: paymentSourceId } = payment!;
      const refund = {
        source,
        paymentSourceId,
        refundId: `back of ${claim.id}`,
        money: Money.of(10_000n, 'CNY'),
        refundedAt: ops.clock.now(),
      };
      await ops.transaction((tx) => ops.get(RecordRefund).run(tx, refund, null));
      await open(claim);
      expect(await payoutsOf(ops, claim)).toEqual([]);
      expect(await claimNow(ops, claim)).toMatchObject({ nextStep: 'resolve_payout' });
    });
  });

  it('waits while no rail is configured, and says so', async () => {
    const claim = await approvedCase([30_000n]);
    const withoutRails = new OpenPayouts(
      ops.libs.unitOfWork,
      ops.get(ChangeClaim),
      ops.get(AwardedPayments),
      ops.get(Payees),
      new RailDirectory([]),
      ops.get(AuditTrail),
      ops.clock,
    );
    expect(await endOf(withoutRails.run({ claimId: claim.id }))).toBe('payout.no_rail');
    expect(await claimNow(ops, claim)).toEqual(claim);
    await open(claim);
    expect(await payoutsOf(ops, claim)).toHaveLength(1);
  });

  it('books nothing yet: money is on its way only when a rail is asked', async () => {
    const claim = await approvedCase([30_000n]);
    const before = await bookingsOf(ops, claim);
    await open(claim);
    expect(await bookingsOf(ops, claim)).toEqual(before);
    const [payout] = await payoutsOf(ops, claim);
    expect(ops.rail.book().of(payout!.id)).toEqual([]);
  });

  it('leaves books that hold', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
