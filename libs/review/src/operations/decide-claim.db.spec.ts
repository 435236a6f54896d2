import { ChangeClaim, FileClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Money } from '@app/money';
import { SYSTEM } from '@app/platform';
import type { Actor } from '@app/platform';

import { addAccount, becomes } from '../../../../test/support/accounts';
import {
  aClaimant,
  aFiling,
  aPaymentOf,
  awaitingApproval,
  claimNow,
  claimantOf,
  decide,
  decisionsOf,
  filedCase,
  giveVerdict,
  handIn,
  handInAll,
  proposalFor,
  reviewedCase,
} from '../../../../test/support/cases';
import { actsOn, bookingsOf, clocksOf, jobsFor } from '../../../../test/support/claim-traces';
import { duel, endOf } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { DecisionPreview } from '../decision/decision-preview';
import { AssessClaim } from './assess-claim';
import { DecideClaim } from './decide-claim';

const ROUNDS = 20;
const DAY_MS = 86_400_000;

describe('deciding a claim', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  async function waitingCase(amountMinor = 86_000n): Promise<ClaimEntity> {
    const claim = await filedCase(ops, { amounts: [amountMinor] });
    await ops.get(AssessClaim).run({ claimId: claim.id });
    return claimNow(ops, claim);
  }

  it('within the limit of one person is final at once, books it and rings for the payout', async () => {
    const claim = await reviewedCase(ops, { amounts: [500_000n] });
    await decide(ops, claim);
    expect(await claimNow(ops, claim)).toMatchObject({
      status: 'approved',
      awardedMinor: 500_000n,
      reserveMinor: 0n,
      nextStep: 'open_payout',
    });
    expect(await bookingsOf(ops, claim)).toEqual([
      'E04 9100/9101 500000',
      'E05 5010/2010 500000',
      'E09 2010/2030 500000',
    ]);
    expect(await jobsFor(ops, claim, 'open-payouts')).toBe(1);
    expect(await clocksOf(ops, claim)).toEqual([
      'forward met',
      'decide met',
      'verify met',
      'total running',
      'pay running',
    ]);
  });

  it('for less than was reserved gives the rest of reserve and payment free', async () => {
    const claim = await reviewedCase(ops, { amounts: [86_000n, 10_000n] });
    await decide(ops, claim, { outcome: 'partial', awards: [60_000n, 0n] });
    expect((await bookingsOf(ops, claim)).slice(2)).toEqual([
      'E07 2010/5010 36000',
      'E09 2010/2030 60000',
    ]);
    expect(await claimNow(ops, claim)).toMatchObject({ awardedMinor: 60_000n });
    expect(await ops.broken()).toEqual([]);
  });

  it.each([
    [500_000n, 0],
    [500_001n, 1],
  ])('of %i needs %i more people', async (amountMinor, approvalsRequired) => {
    const claim = await reviewedCase(ops, { amounts: [amountMinor] });
    expect(await decide(ops, claim)).toMatchObject({ approvalsRequired });
  });

  it('is refused to the machine where one person has to stand behind it', async () => {
    const claim = await filedCase(ops, { amounts: [20_001n] });
    await handInAll(ops, claim);
    const proposal = await proposalFor(ops, claim);
    const decided = ops.transaction(async (tx) => {
      const locked = await ops.get(ChangeClaim).lock(tx, claim.id);
      await ops
        .get(ChangeClaim)
        .apply(tx, locked, { actor: SYSTEM, command: 'assess', to: 'assessing' });
      await ops.get(DecideClaim).run(tx, SYSTEM, proposal);
    });
    expect(await endOf(decided)).toBe('decision.needs_people');
    expect(await decisionsOf(ops, claim)).toEqual([]);
  });

  it('above the limit waits for a second person and books nothing yet', async () => {
    const { claim } = await awaitingApproval(ops);
    expect(claim).toMatchObject({
      status: 'awaiting_approval',
      nextStep: 'approve',
      nextBy: 'approver',
      awardedMinor: null,
    });
    expect(await bookingsOf(ops, claim)).toHaveLength(2);
    expect(await jobsFor(ops, claim, 'open-payouts')).toBe(0);
  });

  it('against the claimant needs one person, whatever the amount', async () => {
    const claim = await reviewedCase(ops, { amounts: [9_000_000n] });
    await decide(ops, claim, { outcome: 'deny' });
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'denied', reserveMinor: 0n });
    expect(await ops.broken()).toEqual([]);
  });

  it('is possible against a claim in a currency that the policy does not pay', async () => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant, { currency: 'USD' });
    const filing = aFiling(ops, [{ payment }]);
    const claim = await ops.transaction((tx) => ops.get(FileClaim).run(tx, claimant, filing));
    await ops.get(AssessClaim).run({ claimId: claim.id });
    expect((await claimNow(ops, claim)).status).toBe('in_review');
    expect(await endOf(decide(ops, claim))).toBe('decision.award_above_policy');
    expect(await endOf(decide(ops, claim, { outcome: 'deny' }))).toBe('done');
    expect(await ops.broken()).toEqual([]);
  });

  describe('without all the evidence', () => {
    it('is refused', async () => {
      const claim = await waitingCase();
      expect(await endOf(decide(ops, claim))).toBe('evidence.missing');
      expect(await decisionsOf(ops, claim)).toEqual([]);
    });

    it('is an exception that two people must stand behind, however small', async () => {
      const claim = await waitingCase(100n);
      const waived = ['identity', 'police_receipt', 'declaration'];
      const decision = await decide(ops, claim, { waived });
      expect(decision).toMatchObject({ approvalsRequired: 1, awardMinor: 100n });
      expect(decision.evidenceWaivers.map(({ item }) => item)).toEqual(waived);
    });

    it('can be a denial', async () => {
      const claim = await waitingCase();
      expect(await endOf(decide(ops, claim, { outcome: 'deny' }))).toBe('done');
    });

    it('does not count against us for the days on which we waited', async () => {
      const claim = await waitingCase();
      ops.clock.moveOn(30 * DAY_MS);
      await decide(ops, claim, { outcome: 'deny' });
      expect(await clocksOf(ops, claim)).toContain('decide met');
    });

    it('lets the clocks run again, because nobody waits for the claimant any more', async () => {
      const claim = await waitingCase();
      expect(await clocksOf(ops, claim)).toContain('decide paused');
      const waived = ['identity', 'police_receipt', 'declaration'];
      const decision = await decide(ops, claim, { waived });
      expect(await clocksOf(ops, claim)).toContain('decide running');
      await giveVerdict(ops, decision, ops.staff.zhao, 'return');
      expect(await clocksOf(ops, claim)).toContain('decide running');
    });
  });

  describe('by whom', () => {
    it('is refused to whoever filed it', async () => {
      const victim = aClaimant();
      const payment = await aPaymentOf(ops, victim, { amountMinor: 86_000n });
      const filing = { ...aFiling(ops, [{ payment }]), claimantPartyId: victim.partyId };
      const claim = await ops.transaction((tx) =>
        ops.get(FileClaim).run(tx, ops.staff.sun, filing),
      );
      await ops.get(AssessClaim).run({ claimId: claim.id });
      const by: Actor = { ...ops.staff.sun, role: 'reviewer' };
      await becomes(ops, by, 'reviewer');
      const end = await endOf(decide(ops, claim, { by, outcome: 'deny' }));
      await becomes(ops, by, 'agent');
      expect(end).toBe('decision.own_claim');
    });

    it('is refused to the claimant, under whatever account', async () => {
      const claim = await reviewedCase(ops);
      const by: Actor = { ...ops.staff.wang, partyId: claim.claimantPartyId };
      expect(await endOf(decide(ops, claim, { by }))).toBe('decision.own_claim');
    });
  });

  it('on an older version of the claim is refused with the current one', async () => {
    const claim = await reviewedCase(ops);
    await handIn(ops, claim, 'identity', 'a better photo');
    const proposal = await proposalFor(ops, claim);
    const stale = ops.transaction((tx) =>
      ops.get(DecideClaim).run(tx, ops.staff.wang, { ...proposal, expectedVersion: claim.version }),
    );
    const { version } = await claimNow(ops, claim);
    await expect(stale).rejects.toMatchObject({
      kind: 'stale',
      code: 'claim.stale',
      details: { currentVersion: version },
    });
  });

  it.each(['received', 'approved', 'denied'] as const)(
    'is refused while the claim is %s',
    async (status) => {
      const claim = status === 'received' ? await filedCase(ops) : await reviewedCase(ops);
      if (status === 'received') await handInAll(ops, claim);
      if (status === 'approved') await decide(ops, claim);
      if (status === 'denied') await decide(ops, claim, { outcome: 'deny' });
      expect((await claimNow(ops, claim)).status).toBe(status);
      expect(await endOf(decide(ops, claim, { outcome: 'deny' }))).toBe('decision.not_possible');
    },
  );

  it('on trial shows what it would book and changes nothing', async () => {
    const claim = await reviewedCase(ops, { amounts: [86_000n] });
    const proposal = await proposalFor(ops, claim, { outcome: 'partial', awards: [50_000n] });
    const plan = await ops.transaction((tx) =>
      ops.get(DecisionPreview).of(tx, ops.staff.wang, proposal),
    );
    const planned = plan.journals.flatMap(({ kind, transfers }) =>
      transfers.map(({ debit, credit, money }) => [kind, debit, credit, money]),
    );
    expect(planned).toEqual([
      ['E07', '2010', '5010', Money.of(36_000n, 'CNY')],
      ['E09', '2010', '2030', Money.of(50_000n, 'CNY')],
    ]);
    expect(await claimNow(ops, claim)).toEqual(claim);
    expect(await decisionsOf(ops, claim)).toEqual([]);
    await decide(ops, claim, { outcome: 'partial', awards: [50_000n] });
    expect((await bookingsOf(ops, claim)).slice(2)).toEqual(
      planned.map(([kind, debit, credit, money]) => {
        return `${String(kind)} ${String(debit)}/${String(credit)} ${(money as Money).amountMinor}`;
      }),
    );
  });

  it(`lets one of two reviewers win, ${ROUNDS} times out of ${ROUNDS}`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await reviewedCase(ops);
      const ends = await duel(
        () => decide(ops, claim, { by: ops.staff.wang }),
        () => decide(ops, claim, { by: ops.staff.qian, outcome: round % 2 ? 'deny' : 'approve' }),
      );
      expect(ends).toEqual(['decision.not_possible', 'done']);
      expect(await decisionsOf(ops, claim)).toHaveLength(1);
      const acts = await actsOn(ops, claim);
      expect(acts.filter((act) => act === 'claim.decided')).toHaveLength(1);
    }
    expect(await ops.broken()).toEqual([]);
  });

  it('and a file that comes at the same time: the decision knows it, or it comes after', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await reviewedCase(ops);
      const proposal = await proposalFor(ops, claim);
      const versioned = { ...proposal, expectedVersion: claim.version };
      const ends = await duel(
        () => handIn(ops, claim, 'identity', 'one more'),
        () => ops.transaction((tx) => ops.get(DecideClaim).run(tx, ops.staff.wang, versioned)),
      );
      const [decision] = await decisionsOf(ops, claim);
      expect(ends).toEqual(decision === undefined ? ['claim.stale', 'done'] : ['done', 'done']);
    }
  });

  it('leaves the claimant nothing to decide', async () => {
    const claim = await reviewedCase(ops);
    const by = claimantOf(claim);
    await ops.transaction((tx) => addAccount(tx, by));
    expect(await endOf(decide(ops, claim, { by }))).toBe('decision.own_claim');
  });
});
