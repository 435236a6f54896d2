import { ClaimQueries, WithdrawClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { RecallDecision } from '@app/review';

import {
  awaitingApproval,
  claimNow,
  claimantOf,
  decide,
  giveVerdict,
} from '../../../../../test/support/cases';
import { offeringClockPack } from '../../../../../test/support/clock-pack';
import { CreditSteps } from '../../../../../test/support/credit-steps';
import { balancesOf, lodge, paidOut, reopen } from '../../../../../test/support/lives';
import { atRest } from '../../../../../test/support/payout-steps';
import { TestOperations } from '../../../../../test/support/test-operations';

describe('a credit that was decided about', () => {
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

  describe('when the claim is approved', () => {
    it('is final, and nothing is paid twice', async () => {
      const claim = await credit.credited();
      await decide(ops, claim);
      const paid = await credit.paidOut(claim);
      expect(paid).toMatchObject({ status: 'paid', paidMinor: 86_000n, nextStep: null });
      expect(await credit.awards(claim)).toEqual([]);
      expect(await credit.bookingsOn(claim)).toEqual([
        'E11 1150/1030 86000',
        'E12 2030/1150 86000',
      ]);
      expect(await balancesOf(ops, claim)).toEqual({ '9100': 86_000n });
      expect(await credit.stateOf(claim)).toBe('final 86000 0 0');
      expect(await credit.eventsOn(claim)).toEqual([
        'credit.granted',
        'credit.arrived',
        'credit.final',
      ]);
      expect(await credit.tendInTime(claim)).toMatchObject({ creditAt: null, status: 'paid' });
    });

    it('waits for a credit that is still on its way, and pays the award only then', async () => {
      const claim = await credit.granted();
      const [order] = await credit.orders(claim);
      ops.rail.setFaults([{ kind: 'settle_later', ms: 86_400_000 }]);
      await ops.advancePayout.run({ payoutId: order!.id });
      await decide(ops, claim);
      await ops.openPayouts.run({ claimId: claim.id });
      await credit.tend(claim);
      await ops.openPayouts.run({ claimId: claim.id });
      expect(await credit.awards(claim)).toEqual([]);
      expect(await claimNow(ops, claim)).toMatchObject({ nextStep: 'open_payout' });
      expect(await ops.jobs('tend-credit', { claimId: claim.id })).not.toEqual([]);
    });

    it('in part: what is awarded is final, what is not goes back after notice', async () => {
      const claim = await credit.credited();
      await decide(ops, claim, { outcome: 'partial', awards: [50_000n] });
      const paid = await credit.paidOut(claim);
      expect(paid).toMatchObject({ status: 'paid', paidMinor: 50_000n });
      expect(await credit.stateOf(claim)).toBe('ending 50000 0 0');
      expect(await credit.tendInTime(claim)).toMatchObject({ status: 'paid', creditAt: null });
      expect(await credit.stateOf(claim)).toBe('final 50000 0 36000');
      expect(await credit.bookingsOn(claim)).toEqual([
        'E11 1150/1030 86000',
        'E12 2030/1150 50000',
        'E14 1140/1150 36000',
      ]);
    });

    it('needs all eyes that the award needs', async () => {
      const { claim, decision } = await awaitingApproval(ops);
      await credit.tendInTime(claim);
      for (const order of await credit.orders(claim)) await atRest(ops, order);
      await giveVerdict(ops, decision, ops.staff.zhao);
      expect(await credit.paidOut(claim)).toMatchObject({ status: 'paid', paidMinor: 600_000n });
      expect(await credit.stateOf(claim)).toBe('final 600000 0 0');
    });
  });

  describe('when the claim is denied', () => {
    const denied = async (): Promise<ClaimEntity> => {
      const claim = await credit.credited();
      await decide(ops, claim, { outcome: 'deny' });
      return credit.tendInTime(claim);
    };

    it('stays for five working days after its claimant was told', async () => {
      const claim = await denied();
      expect(claim).toMatchObject({ status: 'denied' });
      expect(await credit.stateOf(claim)).toBe('ending 0 0 0');
      expect(await balancesOf(ops, claim)).toEqual({ '1150': 86_000n });
      const days = (claim.creditAt!.getTime() - ops.clock.now().getTime()) / 86_400_000;
      expect(days).toBeGreaterThan(5);
      const timeline = await ops.get(ClaimQueries).timeline(ops.reads, claim);
      const { summary } = timeline.find(({ kind }) => kind === 'credit.ending')!;
      expect(summary.en).toMatch(/860\.00 CNY .* stay with you until the end of \d{4}-\d\d-\d\d/);
      expect(summary['zh-CN']).toMatch(/860\.00 元 .*保留至 \d{4}-\d\d-\d\d/);
      ops.clock.moveOn(claim.creditAt!.getTime() - ops.clock.now().getTime() - 60_000);
      expect(await credit.tend(claim)).toMatchObject({ creditAt: claim.creditAt });
      expect(await credit.stateOf(claim)).toBe('ending 0 0 0');
    });

    it('is owed afterwards where it went to a bank, and recovered', async () => {
      const claim = await denied();
      await credit.tendInTime(claim);
      expect(await credit.stateOf(claim)).toBe('reversed 0 0 86000');
      expect(await credit.bookingsOn(claim)).toEqual([
        'E11 1150/1030 86000',
        'E14 1140/1150 86000',
      ]);
      expect(await balancesOf(ops, claim)).toEqual({});
      await credit.recover(claim);
      await credit.recover(claim);
      const rows = await ops.reads.query<Record<string, string>[]>(
        'SELECT kind, status, agreed_minor, due_at FROM recoveries WHERE claim_id = $1',
        [claim.id],
      );
      expect(rows).toMatchObject([{ kind: 'credit', status: 'requested', agreed_minor: '86000' }]);
      expect(await credit.eventsOn(claim)).toEqual([
        ...['credit.granted', 'credit.arrived', 'credit.ending', 'credit.ended', 'credit.owed'],
      ]);
    });

    it('stays while an appeal is heard, and is final when that is granted', async () => {
      const claim = await denied();
      await lodge(ops, claim);
      const open = await credit.tendInTime(claim);
      expect(open).toMatchObject({ status: 'in_review', creditAt: null });
      expect(await credit.stateOf(claim)).toBe('granted 0 0 0');
      // Its time passes, and nothing is taken.
      ops.clock.moveOn(20 * 86_400_000);
      await credit.tend(claim);
      expect(await credit.stateOf(claim)).toBe('granted 0 0 0');
      await decide(ops, claim, { by: ops.staff.qian });
      expect(await credit.paidOut(claim)).toMatchObject({ status: 'paid', paidMinor: 86_000n });
      expect(await credit.stateOf(claim)).toBe('final 86000 0 0');
      expect(await credit.awards(claim)).toEqual([]);
      expect(await credit.eventsOn(claim)).toEqual(
        expect.arrayContaining(['credit.ending', 'credit.kept', 'credit.final']),
      );
    });

    it('goes back after new notice when the appeal is denied, too', async () => {
      const claim = await denied();
      await lodge(ops, claim);
      await credit.tendInTime(claim);
      await decide(ops, claim, { outcome: 'deny', by: ops.staff.qian });
      const again = await credit.tendInTime(claim);
      expect(again.creditAt!.getTime()).toBeGreaterThan(ops.clock.now().getTime());
      await credit.tendInTime(claim);
      expect(await credit.stateOf(claim)).toBe('reversed 0 0 86000');
    });

    it('is paid in full on an appeal that is granted later, and what is owed stays owed', async () => {
      const claim = await denied();
      await credit.tendInTime(claim);
      await credit.recover(claim);
      await lodge(ops, claim);
      await credit.tend(claim);
      await decide(ops, claim, { by: ops.staff.qian });
      const paid = await paidOut(ops, await claimNow(ops, claim));
      expect(paid).toMatchObject({ status: 'paid', paidMinor: 86_000n });
      expect((await credit.awards(claim)).map(({ amountMinor }) => amountMinor)).toEqual([86_000n]);
      expect(await credit.stateOf(claim)).toBe('reversed 0 0 86000');
    });
  });

  it('goes back when its claimant withdraws', async () => {
    const claim = await credit.credited();
    const input = { claimId: claim.id, reason: null };
    await ops.transaction((tx) => ops.get(WithdrawClaim).run(tx, claimantOf(claim), input));
    expect(await credit.tendInTime(claim)).toMatchObject({ status: 'withdrawn' });
    expect(await credit.stateOf(claim)).toBe('ending 0 0 0');
    const again = await reopen(ops, claim);
    expect(await credit.tendInTime(again)).toMatchObject({ status: 'in_review' });
    expect(await credit.stateOf(claim)).toBe('granted 0 0 0');
  });

  it('is not touched by a decision that is recalled before its last approval', async () => {
    const { claim, decision } = await awaitingApproval(ops);
    await credit.tendInTime(claim);
    for (const order of await credit.orders(claim)) await atRest(ops, order);
    const recall = { decisionId: decision.id, reason: 'The bank has written.' };
    await ops.transaction((tx) => ops.get(RecallDecision).run(tx, ops.staff.wang, recall));
    await credit.tend(claim);
    expect(await credit.stateOf(claim)).toBe('granted 0 0 0');
    await decide(ops, await claimNow(ops, claim), { outcome: 'deny' });
    await credit.tendInTime(claim);
    expect(await credit.stateOf(claim)).toBe('ending 0 0 0');
  });
});
