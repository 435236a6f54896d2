import { AssessClaim, ReviewQueries } from '@app/review';

import {
  claimNow,
  decide,
  filedCase,
  handInAll,
  reviewedCase,
} from '../../../../test/support/cases';
import { actsOn, clocksOf, jobsFor } from '../../../../test/support/claim-traces';
import { offeringClockPack } from '../../../../test/support/clock-pack';
import {
  assess,
  breakClocksOf,
  clockFactsOf,
  milestoneOn,
  timelineOf,
} from '../../../../test/support/clock-steps';
import { duel, endOf } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimQueries } from '../claims.queries';
import { foldClocks } from '../domain/clocks';
import type { ClockView } from '../domain/clocks';
import type { ClaimMilestoneEntity } from '../persistence/claim-milestone.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { RecordMilestone } from './record-milestone';

const DAY_MS = 86_400_000;

describe('recording a milestone', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start({ config: offeringClockPack() });
  });
  afterAll(async () => {
    await ops.stop();
  });

  const record = (claim: ClaimEntity, milestone: string, at: Date): Promise<ClaimMilestoneEntity> =>
    ops.transaction((tx) =>
      ops.get(RecordMilestone).run(tx, ops.staff.sun, {
        claimId: claim.id,
        milestone,
        at,
        note: 'The bank told us.',
      }),
    );
  const daysAgo = (days: number): Date => new Date(ops.clock.now().getTime() - days * DAY_MS);

  async function clockOf(claim: ClaimEntity, id: string): Promise<ClockView> {
    const facts = await ops.get(ClaimQueries).clockFacts(ops.reads, claim);
    return foldClocks(facts, ops.clock.now()).find((clock) => clock.id === id)!;
  }

  it('starts the clocks that run from it, from when it happened', async () => {
    const claim = await filedCase(ops);
    const at = daysAgo(3);
    await record(claim, 'dispute_opened', at);
    expect(await clockOf(claim, 'inquiry')).toMatchObject({ startedAt: at, state: 'running' });
    expect(await timelineOf(ops, claim)).toEqual(['claim.filed', 'milestone.recorded']);
    expect(await actsOn(ops, claim)).toEqual(['claim.filed', 'milestone.recorded']);
    const [held] = await ops.get(ClaimQueries).milestones(ops.reads, claim);
    expect(held).toMatchObject({ at, note: 'The bank told us.', actorId: ops.staff.sun.id });
  });

  it('meets the clocks that wait for it', async () => {
    const claim = await filedCase(ops);
    await record(claim, 'dispute_opened', daysAgo(3));
    await record(claim, 'dispute_escalated', daysAgo(1));
    expect(await clocksOf(ops, claim)).toContain('inquiry met');
  });

  it('starts a promise without a figure, which is never broken', async () => {
    const claim = await filedCase(ops);
    await record(claim, 'loss_confirmed', daysAgo(3));
    expect(await clockOf(claim, 'prompt')).toMatchObject({ dueAt: null, state: 'running' });
  });

  it('that was long ago breaks what is overdue already', async () => {
    const claim = await filedCase(ops);
    await record(claim, 'dispute_opened', daysAgo(40));
    expect((await claimNow(ops, claim)).clockDueAt!.getTime()).toBeLessThan(daysAgo(10).getTime());
    await breakClocksOf(ops, claim);
    expect(await clockFactsOf(ops, claim)).toContain('inquiry breached close');
  });

  it('the same again is the first record, also five times at once', async () => {
    const claim = await filedCase(ops);
    const at = daysAgo(3);
    const first = await record(claim, 'dispute_opened', at);
    const { version } = await claimNow(ops, claim);
    const again = (): Promise<unknown> => record(claim, 'dispute_opened', at);
    expect(await duel(again, again, again, again, again)).toEqual(Array(5).fill('done'));
    expect(await record(claim, 'dispute_opened', at)).toEqual(first);
    expect(await ops.get(ClaimQueries).milestones(ops.reads, claim)).toHaveLength(1);
    expect((await claimNow(ops, claim)).version).toBe(version);
  });

  it('with another time corrects it: its clocks are reckoned anew, and both records stay', async () => {
    const claim = await filedCase(ops);
    await record(claim, 'dispute_opened', daysAgo(9));
    const before = await clockOf(claim, 'inquiry');
    const at = daysAgo(4);
    await record(claim, 'dispute_opened', at);
    const after = await clockOf(claim, 'inquiry');
    expect(after.startedAt).toEqual(at);
    expect(after.dueAt!.getTime() - before.dueAt!.getTime()).toBe(5 * DAY_MS);
    expect(await ops.get(ClaimQueries).milestones(ops.reads, claim)).toHaveLength(2);
  });

  it('becomes a fact that the claim is assessed by, and lets it be assessed anew', async () => {
    const claim = await reviewedCase(ops);
    const jobs = await jobsFor(ops, claim);
    const at = daysAgo(2);
    await record(claim, 'complaint', at);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'assessing', nextStep: 'assess' });
    expect(await jobsFor(ops, claim)).toBe(jobs + 1);
    await ops.get(AssessClaim).run({ claimId: claim.id });
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'in_review', nextStep: 'review' });
    const kept = await ops.get(ReviewQueries).newestAssessment(ops.reads, claim);
    expect(kept!.facts.events).toEqual({ complaint: at.toISOString() });
  });

  it('leaves what waits for the claimant waiting, and its clocks still', async () => {
    const claim = await assess(ops, await filedCase(ops));
    await milestoneOn(ops, claim, 'loss_confirmed');
    const assessed = await assess(ops, claim);
    expect(assessed).toMatchObject({ status: 'awaiting_claimant', nextStep: 'add_evidence' });
    expect(await clocksOf(ops, claim)).toContain('decide paused');
    await handInAll(ops, claim);
    expect(await clocksOf(ops, claim)).toContain('decide running');
  });

  it('changes no decision', async () => {
    const claim = await reviewedCase(ops);
    await decide(ops, claim);
    const before = await claimNow(ops, claim);
    await milestoneOn(ops, claim, 'contribution_requested');
    const { status, nextStep } = await claimNow(ops, claim);
    expect([status, nextStep]).toEqual([before.status, before.nextStep]);
    expect(await clocksOf(ops, claim)).toContain('share running');
  });

  it.each([
    ['that the pack does not reckon with', 'delivered', 1, 'milestone.unknown'],
    ['that has yet to happen', 'complaint', -1, 'milestone.in_the_future'],
  ])('is refused for one %s', async (_what, milestone, days, code) => {
    const claim = await filedCase(ops);
    expect(await endOf(record(claim, milestone, daysAgo(days)))).toBe(code);
    expect(await ops.get(ClaimQueries).milestones(ops.reads, claim)).toEqual([]);
  });

  it('is refused for a claim that does not exist', async () => {
    const claim = await filedCase(ops);
    const other = { ...claim, id: claim.id.replace('clm_', 'pmt_') };
    expect(await endOf(record(other, 'complaint', daysAgo(1)))).toBe('claim.not_found');
  });
});
