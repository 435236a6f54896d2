import { AuditTrail } from '@app/audit';
import { QueueQueries } from '@app/review';

import { becomes, giveTo, hired } from '../../../../test/support/accounts';
import {
  claimNow,
  decide,
  filedCase,
  handInAll,
  payingCase,
  reviewedCase,
} from '../../../../test/support/cases';
import { actsOn, clocksOf } from '../../../../test/support/claim-traces';
import { offeringClockPack } from '../../../../test/support/clock-pack';
import {
  assess,
  bellsOf,
  breakClocksOf,
  clockFactsOf,
  milestoneOn,
  passDueTime,
  timelineOf,
} from '../../../../test/support/clock-steps';
import { duel } from '../../../../test/support/duels';
import { reopen } from '../../../../test/support/lives';
import { atRest } from '../../../../test/support/payout-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { breakClocksJob } from '../claims.jobs';
import { ClaimQueries } from '../claims.queries';
import { ClaimClockEventEntity } from '../persistence/claim-clock-event.entity';
import { BreakClocks } from './break-clocks';

const ROUNDS = 10;

describe('the clocks of a claim', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start({ config: offeringClockPack() });
  });
  afterAll(async () => {
    await ops.stop();
  });

  const swept = async (): Promise<string[]> => {
    const due = await breakClocksJob.findDue(ops.reads, ops.clock.now(), 1_000);
    return due.map(({ claimId }) => claimId);
  };

  it('ring a bell when the first of them breaks', async () => {
    const claim = await filedCase(ops);
    const [forward] = await ops.get(ClaimQueries).clockFacts(ops.reads, claim);
    expect(claim.clockDueAt).toEqual(forward!.dueAt);
    expect(await bellsOf(ops, claim)).toEqual([forward!.dueAt!.getTime()]);
    expect(await swept()).not.toContain(claim.id);
  });

  it('say by which calendar they were reckoned, who started them and when', async () => {
    const claim = await filedCase(ops);
    const [forward] = await ops.get(ClaimQueries).clockFacts(ops.reads, claim);
    expect(forward).toMatchObject({ kind: 'started', actorId: claim.filedBy, at: claim.filedAt });
    expect(forward!.calendar).toMatch(/^CN /);
    expect(forward!.recordedAt.getTime()).toBeGreaterThanOrEqual(claim.filedAt.getTime());
  });

  it('are found by the sweep when their bell is lost', async () => {
    const claim = await filedCase(ops);
    await passDueTime(ops, claim);
    ops.clock.moveOn(2_000);
    expect(await swept()).toContain(claim.id);
    await breakClocksOf(ops, claim);
    expect(await swept()).not.toContain(claim.id);
  });

  it('are left alone when the bell rings too early, and the bell is set for their time', async () => {
    const claim = await filedCase(ops);
    const due = claim.clockDueAt!;
    const admin = await ops.libs.connectAs(null);
    await admin.query('DELETE FROM bullmq.job WHERE queue = $1', ['break-clocks']);
    const after = await breakClocksOf(ops, claim);
    expect(await bellsOf(ops, claim)).toEqual([due.getTime()]);
    expect(after).toEqual(await claimNow(ops, claim));
    expect(after.version).toBe(1);
    expect(await clockFactsOf(ops, claim)).toEqual(['forward started', 'decide started']);
  });

  describe('when a promise is broken', () => {
    it('is recorded once, somebody owns the claim, and the claimant is told', async () => {
      const claim = await filedCase(ops);
      await passDueTime(ops, claim);
      const broken = await breakClocksOf(ops, claim);
      expect(broken.ownerId).not.toBeNull();
      expect(broken.escalatedAt).not.toBeNull();
      // The machine goes on with its step, by a time that has not passed.
      expect(broken).toMatchObject({ status: 'received', nextStep: 'assess' });
      expect(broken.nextDueAt!.getTime()).toBeGreaterThan(ops.clock.now().getTime());
      expect(await clockFactsOf(ops, claim)).toContain('forward breached escalate');
      const timeline = await ops.get(ClaimQueries).timeline(ops.reads, claim);
      const [told] = timeline.filter(({ kind }) => kind === 'clock.breached');
      expect(told!.summary.en).toMatch(/^The time for .* ended: .*We are sorry/);
      expect(told!.actorRole).toBe('system');

      await breakClocksOf(ops, claim);
      expect(await claimNow(ops, claim)).toEqual(broken);
      expect(await timelineOf(ops, claim)).toEqual(['claim.filed', 'clock.breached']);
      expect(await actsOn(ops, claim)).toEqual(['claim.filed', 'clock.breached']);
    });

    it('the claim comes first in the queue, whoever has to act next', async () => {
      const calm = await reviewedCase(ops);
      const claim = await filedCase(ops);
      await passDueTime(ops, claim);
      await breakClocksOf(ops, claim);
      const now = ops.clock.now();
      const question = { view: 'all', ownerId: null, now, dayEndsAt: now } as const;
      const queue = await ops
        .get(QueueQueries)
        .page(ops.reads, { ...question, actor: ops.staff.wang }, { limit: 1_000, after: null });
      const ids = queue.map(({ id }) => id);
      expect(ids).toContain(calm.id);
      expect(ids.indexOf(claim.id)).toBeLessThan(ids.indexOf(calm.id));
    });

    it('the audit trail says which, and what follows', async () => {
      const claim = await filedCase(ops);
      await passDueTime(ops, claim);
      const { ownerId } = await breakClocksOf(ops, claim);
      const records = await ops.get(AuditTrail).of(ops.reads, claim.lane, claim.id);
      expect(records.at(-1)!.facts).toEqual({
        effects: ['forward: escalate'],
        from: null,
        to: ownerId,
      });
    });

    it('the timeline says that somebody else owns it, when its owner is gone', async () => {
      const claim = await assess(ops, await filedCase(ops));
      const leaving = await hired(ops, 'reviewer');
      await giveTo(ops, claim, leaving);
      await becomes(ops, leaving, 'auditor');
      await passDueTime(ops, claim);
      const { ownerId } = await breakClocksOf(ops, claim);
      expect(ownerId).not.toBe(leaving.id);
      expect(await timelineOf(ops, claim)).toContain('claim.assigned');
    });

    it('a decision answers it, and what it called for does not come back', async () => {
      const claim = await reviewedCase(ops);
      await passDueTime(ops, claim);
      const late = await breakClocksOf(ops, claim);
      expect(late).toMatchObject({
        nextStep: 'credit_provisionally',
        escalatedAt: expect.any(Date),
      });
      await decide(ops, late, { outcome: 'deny' });
      expect(await claimNow(ops, claim)).toMatchObject({ status: 'denied', escalatedAt: null });
      ops.clock.moveOn(60_000);
      const again = await reopen(ops, claim);
      expect(again).toMatchObject({ status: 'in_review', nextStep: 'review', escalatedAt: null });
    });

    it(`is recorded once when two workers hear the bell, ${ROUNDS} times of ${ROUNDS}`, async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const claim = await filedCase(ops);
        await passDueTime(ops, claim);
        const run = (): Promise<void> => ops.get(BreakClocks).run({ claimId: claim.id });
        expect(await duel(run, run, run)).toEqual(['done', 'done', 'done']);
        const where = { lane: claim.lane, claimId: claim.id, kind: 'breached' as const };
        expect(await ops.reads.countBy(ClaimClockEventEntity, where)).toBe(1);
        expect(await timelineOf(ops, claim)).toEqual(['claim.filed', 'clock.breached']);
      }
    });

    it('the database itself refuses to record it a second time', async () => {
      const claim = await filedCase(ops);
      await passDueTime(ops, claim);
      await breakClocksOf(ops, claim);
      const facts = await ops.get(ClaimQueries).clockFacts(ops.reads, claim);
      const breach = facts.find(({ kind }) => kind === 'breached')!;
      const again = { ...breach, position: facts.length };
      const insert = ops.transaction((tx) => tx.insert(ClaimClockEventEntity, again));
      await expect(insert).rejects.toThrow('claim_clock_events_breach_key');
    });

    it('and kept a moment later, before anybody heard the bell, it was kept too late', async () => {
      const claim = await filedCase(ops);
      await passDueTime(ops, claim);
      await assess(ops, claim);
      expect(await clockFactsOf(ops, claim)).toEqual([
        'forward started',
        'decide started',
        'forward breached',
        'forward met',
        'decide paused victim_information',
      ]);
      expect(await timelineOf(ops, claim)).toContain('clock.breached');
      expect(await breakClocksOf(ops, claim)).toMatchObject({ escalatedAt: null });
    });
  });

  describe('with a consequence', () => {
    it('a provisional credit is due: the next step says so until somebody decides', async () => {
      const claim = await reviewedCase(ops);
      await passDueTime(ops, claim);
      const late = await breakClocksOf(ops, claim);
      expect(late).toMatchObject({ status: 'in_review', nextStep: 'credit_provisionally' });
      expect(late).toMatchObject({ nextBy: 'reviewer', paidMinor: 0n });
      expect(late.nextDueAt!.getTime()).toBeGreaterThan(ops.clock.now().getTime());
      expect(await clocksOf(ops, claim)).toContain('decide breached');
      expect(await clocksOf(ops, claim)).toContain('decide_extended running');

      await milestoneOn(ops, claim, 'loss_confirmed');
      expect(await assess(ops, claim)).toMatchObject({ nextStep: 'credit_provisionally' });
      await decide(ops, claim);
      expect(await claimNow(ops, claim)).toMatchObject({ nextStep: 'open_payout' });
      expect(await clocksOf(ops, claim)).toContain('decide_extended met');
    });

    it('the claim is to be paid: a reviewer is asked, and no machine pays', async () => {
      const claim = await reviewedCase(ops);
      for (let round = 0; round < 2; round += 1) {
        await passDueTime(ops, claim);
        await breakClocksOf(ops, claim);
      }
      const late = await claimNow(ops, claim);
      expect(late).toMatchObject({
        status: 'in_review',
        nextStep: 'pay_by_default',
        nextBy: 'reviewer',
      });
      expect(late).toMatchObject({ awardedMinor: null, paidMinor: 0n, clockDueAt: null });
    });

    it.each([
      ['be refused', 'complaint', 11, 'deny_by_default', 'answer'],
      ['be closed', 'dispute_opened', 21, 'close_by_default', 'inquiry'],
    ])('the claim may %s: a reviewer is asked, and no machine does it', async (...row) => {
      const [, milestone, daysAgo, step, clock] = row;
      const claim = await assess(ops, await filedCase(ops, { amounts: [15_000n] }));
      await milestoneOn(ops, claim, milestone, { daysAgo });
      await assess(ops, claim);
      const late = await breakClocksOf(ops, claim);
      expect(late).toMatchObject({
        status: 'awaiting_claimant',
        nextStep: step,
        nextBy: 'reviewer',
      });
      expect(await clocksOf(ops, claim)).toContain(`${clock} breached`);

      // Nor does a machine approve then what it would have approved before.
      await handInAll(ops, claim);
      const assessed = await assess(ops, claim);
      expect(assessed).toMatchObject({ status: 'in_review', nextStep: step, awardedMinor: null });
    });

    it('a settled claim is followed up by a person until what is late is done', async () => {
      const [payout] = await payingCase(ops, { amounts: [15_000n] });
      const claim = { id: payout!.claimId };
      await atRest(ops, payout!);
      expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', nextStep: null });
      await milestoneOn(ops, claim, 'contribution_requested');
      await passDueTime(ops, claim);
      const late = await breakClocksOf(ops, claim);
      expect(late).toMatchObject({ status: 'paid', nextStep: 'follow_up', nextBy: 'reviewer' });
      await milestoneOn(ops, claim, 'contribution_received');
      expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', nextStep: null });
    });
  });

  it('of before the bells were invented are found, and rung for', async () => {
    const claim = await filedCase(ops);
    const due = claim.clockDueAt!;
    const admin = await ops.libs.connectAs(null);
    await admin.query('UPDATE claims SET clock_due_at = updated_at WHERE id = $1', [claim.id]);
    ops.clock.moveOn(3_000);
    expect(await swept()).toContain(claim.id);
    expect(await breakClocksOf(ops, claim)).toMatchObject({ clockDueAt: due, version: 1 });
    expect(await bellsOf(ops, claim)).toEqual([due.getTime()]);
  });
});
