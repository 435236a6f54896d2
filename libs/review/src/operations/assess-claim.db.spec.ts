import { canonicalize } from 'json-canonicalize';

import {
  AnswerInformation,
  ClaimQueries,
  FileClaim,
  InformationQueries,
  RecordCircumstance,
  WithdrawClaim,
} from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { PackLibrary, assess } from '@app/programs';

import {
  aClaimant,
  aFiling,
  aPaymentOf,
  claimNow,
  claimantOf,
  decide,
  decisionsOf,
  filedCase,
  giveVerdict,
  handIn,
  handInAll,
  itemsFor,
  reviewedCase,
} from '../../../../test/support/cases';
import { actsOn, bookingsOf, clocksOf, jobsFor } from '../../../../test/support/claim-traces';
import { duel, later } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { AssessmentEntity } from '../persistence/assessment.entity';
import { AssessClaim } from './assess-claim';

const ROUNDS = 20;

describe('the automatic assessment', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const run = ({ id }: ClaimEntity): Promise<void> => ops.get(AssessClaim).run({ claimId: id });

  const assessmentsOf = ({ lane, id }: ClaimEntity): Promise<AssessmentEntity[]> =>
    ops.reads.find(AssessmentEntity, {
      where: { lane, claimId: id },
      order: { number: 'ASC' },
    });

  it('asks for the evidence that is missing and pauses the clocks that may be paused', async () => {
    const claim = await filedCase(ops);
    await run(claim);
    expect(await claimNow(ops, claim)).toMatchObject({
      status: 'awaiting_claimant',
      nextStep: 'add_evidence',
      nextBy: 'claimant',
    });
    expect(await clocksOf(ops, claim)).toEqual(['forward met', 'decide paused']);
    const timeline = await ops.get(ClaimQueries).timeline(ops.reads, claim);
    const asked = timeline.find(({ kind }) => kind === 'claim.evidence_needed');
    expect(asked?.summary.en).toMatch(/identity.*Police report receipt.*declaration/);
  });

  it('asks nobody again for what they said they cannot give: a reviewer looks at that', async () => {
    const claim = await filedCase(ops);
    await run(claim);
    const [asked] = await ops.get(InformationQueries).items(ops.reads, claim);
    const answers = itemsFor(claim).map((item) => ({ item, reason: 'It was stolen, too.' }));
    const input = { claimId: claim.id, requestId: asked!.requestId, answers };
    await ops.transaction((tx) => ops.get(AnswerInformation).run(tx, claimantOf(claim), input));
    expect((await claimNow(ops, claim)).status).toBe('assessing');
    await run(claim);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'in_review', nextStep: 'review' });
    expect(await clocksOf(ops, claim)).toEqual(['forward met', 'decide running']);
  });

  it('hands a claim with all its evidence to a reviewer, who owns it from then on', async () => {
    const claim = await reviewedCase(ops);
    expect(claim).toMatchObject({ status: 'in_review', nextStep: 'review', nextBy: 'reviewer' });
    const reviewers = [ops.staff.wang.id, ops.staff.qian.id];
    expect(reviewers).toContain(claim.ownerId);
    expect(await decisionsOf(ops, claim)).toEqual([]);
    const acts = await actsOn(ops, claim);
    expect(acts.filter((act) => act === 'claim.assessed')).toHaveLength(1);
  });

  it('spreads the claims over the reviewers', async () => {
    const { wang, qian } = ops.staff;
    /** How many open claims more the one has than the other. */
    const lead = async (): Promise<number> => {
      const open = await ops.get(ClaimQueries).openByOwner(ops.reads);
      return Math.abs((open.get(wang.id) ?? 0) - (open.get(qian.id) ?? 0));
    };
    // What was counted before is counted anew.
    ops.clock.moveOn(6_000);
    for (let behind = await lead(); behind > 0; behind -= 1) await reviewedCase(ops);
    const owners = [(await reviewedCase(ops)).ownerId, (await reviewedCase(ops)).ownerId];
    expect(new Set(owners)).toEqual(new Set([wang.id, qian.id]));
  });

  it('approves a small claim by itself, in its own name and with its reason', async () => {
    const claim = await reviewedCase(ops, { amounts: [20_000n] });
    expect(claim).toMatchObject({ status: 'approved', awardedMinor: 20_000n, reserveMinor: 0n });
    const [decision] = await decisionsOf(ops, claim);
    expect(decision).toMatchObject({ decidedBy: 'system', approvalsRequired: 0 });
    expect(decision?.reason).toMatch(/Approved automatically/);
    expect(await jobsFor(ops, claim, 'open-payouts')).toBe(1);
    expect(await actsOn(ops, claim)).toContain('claim.decided');
  });

  it('never denies: what the policy does not cover goes to a person', async () => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant, { rail: 'bank_transfer' });
    const filing = aFiling(ops, [{ payment }]);
    const claim = await ops.transaction((tx) => ops.get(FileClaim).run(tx, claimant, filing));
    await handInAll(ops, claim);
    await run(claim);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'in_review', awardedMinor: null });
    const [assessment] = await assessmentsOf(claim);
    expect(assessment?.result).toMatchObject({ eligible: false, recommendation: 'deny' });
  });

  it('calls for a person when somebody splits a loss to stay small', async () => {
    const claimant = aClaimant();
    const statuses: string[] = [];
    for (const amountMinor of [15_000n, 5_001n, 5_000n]) {
      statuses.push((await reviewedCase(ops, { claimant, amounts: [amountMinor] })).status);
    }
    // Together no more than the 200.00 that the machine may approve.
    expect(statuses).toEqual(['approved', 'in_review', 'approved']);
  });

  it('leaves what was once decided to people, also when it is small and complete', async () => {
    const claim = await filedCase(ops, { amounts: [15_000n] });
    await run(claim);
    const decision = await decide(ops, claim, { waived: itemsFor(claim) });
    await giveVerdict(ops, decision, ops.staff.zhao, 'return');
    await handInAll(ops, claim);
    await ops.transaction((tx) =>
      ops.get(RecordCircumstance).run(tx, ops.staff.qian, {
        claimId: claim.id,
        circumstance: 'police_confirms_theft',
        lineId: null,
        established: true,
        note: 'They called.',
      }),
    );
    expect((await claimNow(ops, claim)).status).toBe('assessing');
    await run(claim);
    expect((await claimNow(ops, claim)).status).toBe('in_review');
    expect((await assessmentsOf(claim)).at(-1)?.result.recommendation).toBe('approve');
  });

  it(`happens once when it rings twice at once, ${ROUNDS} times out of ${ROUNDS}`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const isSmall = round % 2 === 0;
      const claim = await filedCase(ops, { amounts: [isSmall ? 15_000n : 86_000n] });
      await handInAll(ops, claim);
      await duel(
        () => run(claim),
        () => run(claim),
      );
      expect((await claimNow(ops, claim)).status).toBe(isSmall ? 'approved' : 'in_review');
      expect(await assessmentsOf(claim)).toHaveLength(1);
      expect(await decisionsOf(ops, claim)).toHaveLength(isSmall ? 1 : 0);
      const expected = isSmall ? ['E04', 'E05', 'E09'] : ['E04', 'E05'];
      expect((await bookingsOf(ops, claim)).map((text) => text.slice(0, 3))).toEqual(expected);
    }
    expect(await ops.broken()).toEqual([]);
  });

  it.each([
    ['is withdrawn', 'the machine approves', 15_000n],
    ['is withdrawn', 'a reviewer gets it', 86_000n],
  ])(`meets a claim that %s as %s, ${ROUNDS} times out of ${ROUNDS}`, async (_w, _v, amount) => {
    const ends = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await filedCase(ops, { amounts: [amount] });
      await handInAll(ops, claim);
      const withdraw = (): Promise<unknown> =>
        ops.transaction((tx) =>
          ops.get(WithdrawClaim).run(tx, claimantOf(claim), { claimId: claim.id, reason: null }),
        );
      const outcomes = await duel(
        later(round % 4, () => run(claim)),
        later(round % 3, withdraw),
      );
      const { status } = await claimNow(ops, claim);
      // Either it is withdrawn, or it was approved first and the withdrawal is refused.
      expect([status, ...outcomes]).toEqual(
        status === 'withdrawn'
          ? ['withdrawn', 'done', 'done']
          : ['approved', 'claim.cannot_advance', 'done'],
      );
      ends.add(status);
      expect(await assessmentsOf(claim)).toHaveLength(
        (await actsOn(ops, claim)).filter((act) =>
          ['claim.assessed', 'claim.decided'].includes(act),
        ).length,
      );
    }
    expect(ends).toContain('withdrawn');
    expect(await ops.broken()).toEqual([]);
  });

  it(`meets the last piece of evidence once, ${ROUNDS} times out of ${ROUNDS}`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await filedCase(ops);
      const [last = '', ...others] = itemsFor(claim);
      for (const item of others) await handIn(ops, claim, item);
      await duel(
        later(round % 4, () => run(claim)),
        later(round % 3, () => handIn(ops, claim, last)),
      );
      // Whoever was first: one assessment that saw it, after one that asked for it or without.
      while ((await claimNow(ops, claim)).nextStep === 'assess') await run(claim);
      const kept = await assessmentsOf(claim);
      expect(await claimNow(ops, claim)).toMatchObject({ status: 'in_review' });
      expect(kept.at(-1)?.facts.evidence).toContain(last);
      expect(kept.slice(0, -1).map(({ facts }) => facts.evidence.includes(last))).toEqual(
        kept.slice(0, -1).map(() => false),
      );
    }
  });

  it('leaves a claim alone that is past it', async () => {
    const claim = await reviewedCase(ops);
    await run(claim);
    expect(await claimNow(ops, claim)).toEqual(claim);
    await ops.transaction((tx) =>
      ops.get(WithdrawClaim).run(tx, claimantOf(claim), { claimId: claim.id, reason: null }),
    );
    await run(claim);
    expect((await claimNow(ops, claim)).status).toBe('withdrawn');
    expect(await assessmentsOf(claim)).toHaveLength(1);
  });

  it('can be replayed byte for byte from what was stored', async () => {
    const packs = ops.get(PackLibrary);
    const cases = [
      await reviewedCase(ops, { amounts: [86_000n] }),
      await reviewedCase(ops, { amounts: [15_000n] }),
      await reviewedCase(ops, { amounts: [100_003n, 333n, 7_777_777n] }),
    ];
    ops.clock.moveOn(400 * 86_400_000);
    for (const claim of cases) {
      const kept = await assessmentsOf(claim);
      expect(kept).toHaveLength(1);
      for (const { packId, packVersion, facts, result, assessedAt } of kept) {
        const again = assess(packs.get(packId, packVersion), facts, assessedAt);
        expect(canonicalize(again)).toBe(canonicalize(result));
      }
    }
  });
});
