import type { Actor } from '@app/platform';
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
  payoutsOf,
  reviewedCase,
} from '../../../../test/support/cases';
import { actsOn, bookingsOf, clocksOf } from '../../../../test/support/claim-traces';
import { CLOCK_PACK_ID, offeringClockPack } from '../../../../test/support/clock-pack';
import { endOf } from '../../../../test/support/duels';
import {
  balancesOf,
  claimedOf,
  deniedCase,
  lodge,
  paidCase,
  paidOut,
} from '../../../../test/support/lives';
import { TestOperations } from '../../../../test/support/test-operations';
import { AppealQueries } from '../appeals.queries';
import { ClaimQueries } from '../claims.queries';
import { appealState } from '../domain/appeal-steps';
import type { ClaimEntity } from '../persistence/claim.entity';
import { CloseClaim } from './close-claim';
import { FileClaim } from './file-claim';
import { WithdrawClaim } from './withdraw-claim';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe('an appeal', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start({
      config: offeringClockPack('cn-wallet-theft-guarantee', 'cn-pay-first-rule'),
    });
  });
  afterAll(async () => {
    await ops.stop();
  });

  const close = (claim: ClaimEntity): Promise<unknown> =>
    ops.transaction((tx) =>
      ops.get(CloseClaim).run(tx, ops.staff.wang, { claimId: claim.id, reason: 'All is done.' }),
    );
  const appealsOf = (claim: ClaimEntity): ReturnType<AppealQueries['ofClaim']> =>
    ops.get(AppealQueries).ofClaim(ops.reads, claim);
  const kindsOf = async (claim: ClaimEntity): Promise<string[]> =>
    (await ops.get(ClaimQueries).timeline(ops.reads, claim)).map(({ kind }) => kind);

  describe('against a denial', () => {
    it('brings the claim to another reviewer, with its payment held and reserved again', async () => {
      const claim = await deniedCase(ops, { amounts: [86_000n] });
      expect(await claimedOf(ops, claim)).toEqual([0n]);
      const appeal = await lodge(ops, claim);
      const now = await claimNow(ops, claim);
      expect(now).toMatchObject({
        status: 'in_review',
        nextStep: 'review',
        nextBy: 'reviewer',
        reserveMinor: 86_000n,
        reopeningId: appeal.id,
      });
      expect(now.ownerId).not.toBe(ops.staff.wang.id);
      expect(appeal).toMatchObject({
        number: 1,
        decisionId: claim.decisionId,
        step: 'internal_second_reviewer',
        heardBy: 'another_reviewer',
        openedAt: expect.any(Date),
      });
      expect(await claimedOf(ops, claim)).toEqual([86_000n]);
      expect((await bookingsOf(ops, claim)).slice(-2)).toEqual([
        'E04 9100/9101 86000',
        'E32 5010/2010 86000',
      ]);
      expect(await actsOn(ops, claim)).toContain('appeal.lodged');
      expect(await kindsOf(claim)).toContain('appeal.opened');
      expect(await ops.broken()).toEqual([]);
    });

    it('lets new facts come as evidence', async () => {
      const claim = await deniedCase(ops);
      expect(await endOf(handIn(ops, claim, 'identity', 'new'))).not.toBe('done');
      await lodge(ops, claim);
      expect(await endOf(handIn(ops, claim, 'identity', 'new'))).toBe('done');
    });

    it('is answered by a decision of somebody else, and that one is the last word here', async () => {
      const claim = await deniedCase(ops);
      await lodge(ops, claim);
      const own = await endOf(decide(ops, claim, { outcome: 'deny', by: ops.staff.wang }));
      expect(own).toBe('decision.own_hand');
      const answer = await decide(ops, claim, { outcome: 'deny', by: ops.staff.qian });
      expect(await appealsOf(claim)).toMatchObject([{ ending: 'answered', answerId: answer.id }]);
      expect(await claimNow(ops, claim)).toMatchObject({ status: 'denied', reserveMinor: 0n });
      expect(await balancesOf(ops, claim)).toEqual({});
      expect(await claimedOf(ops, claim)).toEqual([0n]);
      expect(await endOf(lodge(ops, claim))).toBe('appeal.no_step');
      expect(await ops.broken()).toEqual([]);
    });

    it('can be lodged against a claim that is closed, too', async () => {
      const claim = await deniedCase(ops);
      await close(claim);
      await lodge(ops, claim);
      expect(await claimNow(ops, claim)).toMatchObject({ status: 'in_review' });
    });

    it('may come from an agent, on behalf of the claimant', async () => {
      const claim = await deniedCase(ops);
      const appeal = await lodge(ops, claim, { by: ops.staff.sun });
      expect(appeal.lodgedByRole).toBe('agent');
    });

    it.each<[string, (ops_: TestOperations) => Actor]>([
      ['a reviewer', ({ staff }) => staff.qian],
      ['an approver', ({ staff }) => staff.zhao],
    ])('does not come from %s', async (_who, by) => {
      const claim = await deniedCase(ops);
      expect(await endOf(lodge(ops, claim, { by: by(ops) }))).toBe('claim.not_for_role');
    });
  });

  describe('against a part of an award', () => {
    const AMOUNTS = [60_000n, 40_000n];

    it('keeps what was awarded and paid, and reserves what may come on top', async () => {
      const claim = await paidCase(ops, { amounts: AMOUNTS, awards: [25_000n, 40_000n] });
      expect(await claimedOf(ops, claim)).toEqual([25_000n, 40_000n]);
      await lodge(ops, claim);
      expect(await claimNow(ops, claim)).toMatchObject({
        status: 'in_review',
        awardedMinor: 65_000n,
        paidMinor: 65_000n,
        reserveMinor: 35_000n,
      });
      expect(await claimedOf(ops, claim)).toEqual(AMOUNTS);
      const lines = await ops.get(ClaimQueries).lines(ops.reads, claim);
      expect(lines.map(({ status, awardMinor }) => [status, awardMinor])).toEqual([
        ['claimed', 25_000n],
        ['claimed', 40_000n],
      ]);
      expect((await bookingsOf(ops, claim)).at(-1)).toBe('E32 5010/2010 35000');
      expect(await ops.broken()).toEqual([]);
    });

    it('that changes nothing leaves the claim paid, and the payments as they were', async () => {
      const claim = await paidCase(ops, { amounts: AMOUNTS, awards: [25_000n, 40_000n] });
      await lodge(ops, claim);
      await decide(ops, claim, {
        outcome: 'partial',
        awards: [25_000n, 40_000n],
        by: ops.staff.qian,
      });
      expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', reserveMinor: 0n });
      expect(await claimedOf(ops, claim)).toEqual([25_000n, 40_000n]);
      expect(await balancesOf(ops, claim)).toEqual({ 9100: 100_000n });
      await close(claim);
      expect(await ops.broken()).toEqual([]);
    });

    it('that is right is paid on top of what was paid before', async () => {
      const claim = await paidCase(ops, { amounts: AMOUNTS, awards: [25_000n, 40_000n] });
      await lodge(ops, claim);
      await decide(ops, claim, { by: ops.staff.qian });
      expect(await claimNow(ops, claim)).toMatchObject({
        status: 'approved',
        awardedMinor: 100_000n,
      });
      expect(await paidOut(ops, claim)).toMatchObject({ status: 'paid', paidMinor: 100_000n });
      const amounts = (await payoutsOf(ops, claim)).map(({ amountMinor }) => amountMinor);
      expect(amounts).toEqual([25_000n, 40_000n, 35_000n]);
      expect(await balancesOf(ops, claim)).toEqual({ 9100: 100_000n });
      expect(await claimedOf(ops, claim)).toEqual(AMOUNTS);
      expect(await ops.broken()).toEqual([]);
    });

    it('reserves for the disputed lines only', async () => {
      const claim = await paidCase(ops, { amounts: AMOUNTS, awards: [20_000n, 10_000n] });
      const [, second] = await ops.get(ClaimQueries).lines(ops.reads, claim);
      await lodge(ops, claim, { lineIds: [second!.id] });
      expect(await claimNow(ops, claim)).toMatchObject({ reserveMinor: 30_000n });
    });

    it('is refused about a line that is not of the claim', async () => {
      const [claim, other] = [await deniedCase(ops), await deniedCase(ops)];
      const [foreign] = await ops.get(ClaimQueries).lines(ops.reads, other);
      const end = await endOf(lodge(ops, claim, { lineIds: [foreign!.id] }));
      expect(end).toBe('appeal.unknown_line');
      expect(await claimNow(ops, claim)).toEqual(claim);
    });
  });

  describe('has a time limit', () => {
    it('until which it is taken, and after which it is refused with the date', async () => {
      const [early, late] = [await deniedCase(ops), await deniedCase(ops)];
      const next = await ops.get(AppealQueries).next(ops.reads, late);
      const dueAt = next!.dueAt!;
      // 15 calendar days after the decision, until the end of that day in China.
      expect(dueAt.getTime() - late.decidedAt!.getTime()).toBeGreaterThan(14 * DAY_MS);
      expect(dueAt.toISOString()).toMatch(/T15:59:59\.999Z$/);
      ops.clock.moveOn(dueAt.getTime() - ops.clock.now().getTime() - MINUTE_MS);
      expect(await endOf(lodge(ops, early))).toBe('done');
      ops.clock.moveOn(2 * MINUTE_MS);
      await expect(lodge(ops, late)).rejects.toMatchObject({
        kind: 'conflict',
        code: 'appeal.too_late',
        details: { dueAt: dueAt.toISOString() },
      });
      expect(await claimNow(ops, late)).toEqual(late);
    });

    it('that runs from when the decision became final, not from when it was proposed', async () => {
      const { claim, decision } = await awaitingApproval(ops);
      ops.clock.moveOn(3 * DAY_MS);
      const before = ops.clock.now();
      await giveVerdict(ops, decision, ops.staff.zhao);
      const { decidedAt } = await claimNow(ops, claim);
      expect(decidedAt!.getTime()).toBeGreaterThanOrEqual(before.getTime());
    });
  });

  it('starts the clock that the programme has for it, which says by when it is answered', async () => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant);
    const filing = { ...aFiling(ops, [{ payment }]), packId: CLOCK_PACK_ID };
    const claim = await ops.transaction((tx) => ops.get(FileClaim).run(tx, claimant, filing));
    await ops.get(AssessClaim).run({ claimId: claim.id });
    await decide(ops, claim, { outcome: 'deny' });
    expect(await clocksOf(ops, claim)).not.toContain('appeal running');
    await lodge(ops, claim);
    expect(await clocksOf(ops, claim)).toContain('appeal running');
    const facts = await ops.get(ClaimQueries).clockFacts(ops.reads, claim);
    const started = facts.find(({ clock }) => clock === 'appeal');
    expect((await claimNow(ops, claim)).nextDueAt).toEqual(started!.dueAt);
    await decide(ops, claim, { outcome: 'deny', by: ops.staff.qian });
    expect(await clocksOf(ops, claim)).toContain('appeal met');
  });

  it('that is heard outside of the house is noted, and changes nothing here', async () => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant);
    const filing = {
      ...aFiling(ops, [{ payment }]),
      packId: 'cn-pay-first-rule',
      lossType: 'loss_not_proven_customer_fault',
    };
    const claim = await ops.transaction((tx) => ops.get(FileClaim).run(tx, claimant, filing));
    await ops.get(AssessClaim).run({ claimId: claim.id });
    await decide(ops, claim, { outcome: 'deny' });
    const appeal = await lodge(ops, claim);
    expect(appeal).toMatchObject({ step: 'pboc_complaint', heardBy: 'regulator' });
    expect(appealState(appeal)).toBe('outside');
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'denied', reserveMinor: 0n });
    expect(await claimedOf(ops, claim)).toEqual([0n]);
    expect(await kindsOf(claim)).toContain('appeal.outside');
    expect(await actsOn(ops, claim)).toContain('appeal.lodged');
    expect(await endOf(lodge(ops, claim))).toBe('appeal.no_step');
    expect(await ops.broken()).toEqual([]);
  });

  it('is refused where nothing was decided', async () => {
    const claim = await reviewedCase(ops);
    await ops.transaction((tx) =>
      ops.get(WithdrawClaim).run(tx, { ...ops.staff.sun }, { claimId: claim.id, reason: null }),
    );
    await close(claim);
    expect(await endOf(lodge(ops, claim))).toBe('appeal.nothing_decided');
  });

  it('can be withdrawn: the decision stands, and it can be lodged again', async () => {
    const claim = await paidCase(ops, { amounts: [60_000n], awards: [25_000n] });
    await lodge(ops, claim);
    await ops.transaction((tx) =>
      ops.get(WithdrawClaim).run(tx, ops.staff.sun, { claimId: claim.id, reason: null }),
    );
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', reserveMinor: 0n });
    expect(await appealsOf(claim)).toMatchObject([{ ending: 'withdrawn' }]);
    expect(await claimedOf(ops, claim)).toEqual([25_000n]);
    expect(await balancesOf(ops, claim)).toEqual({ 9100: 60_000n });
    expect(await ops.get(ClaimQueries).lines(ops.reads, claim)).toMatchObject([
      { status: 'awarded', awardMinor: 25_000n },
    ]);
    expect(await ops.broken()).toEqual([]);
    expect(await endOf(lodge(ops, claim))).toBe('done');
    expect(await ops.broken()).toEqual([]);
  });
});
