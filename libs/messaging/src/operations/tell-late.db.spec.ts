import { ClaimQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';

import { claimNow, decide, filedCase, handIn, reviewedCase } from '../../../../test/support/cases';
import { actsOn } from '../../../../test/support/claim-traces';
import { passDueTime, timelineOf } from '../../../../test/support/clock-steps';
import { duel } from '../../../../test/support/duels';
import {
  messagesOf,
  noticesOf,
  overdueNow,
  passNextDue,
  passReminder,
  unansweredCase,
  waitingCase,
} from '../../../../test/support/silence-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { TellLate } from './tell-late';

describe('a due time that passes', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const late = (claim: Pick<ClaimEntity, 'id'>): Promise<void> =>
    ops.get(TellLate).run({ claimId: claim.id });

  /** A claim that is approved, and for whose payout no clock of the pack runs any more. */
  async function overdueWithoutClock(): Promise<ClaimEntity> {
    const claim = await reviewedCase(ops);
    await decide(ops, claim);
    const approved = await claimNow(ops, claim);
    await ops.transaction((tx) =>
      tx.query(
        'UPDATE claims SET clock_due_at = NULL, next_due_at = $3 WHERE lane = $1 AND id = $2',
        [approved.lane, approved.id, new Date(ops.clock.now().getTime() - 5_000)],
      ),
    );
    return claimNow(ops, claim);
  }

  it('is told to the claimant in the commit that gives a new one', async () => {
    const claim = await reviewedCase(ops);
    await passDueTime(ops, claim);
    await late(claim);
    const now = await claimNow(ops, claim);
    expect(now.nextDueAt!.getTime()).toBeGreaterThan(ops.clock.now().getTime());
    expect(now.escalatedAt).not.toBeNull();
    const told = (await messagesOf(ops, claim)).filter(({ noticeKey }) => noticeKey === 'sla.late');
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ direction: 'out', channel: 'system' });
    expect(told[0]!.noticeParams).toMatchObject({ due: { at: now.nextDueAt!.toISOString() } });
  });

  it('that no clock keeps is found by the sweep, and told with why and a new date', async () => {
    const claim = await overdueWithoutClock();
    expect(await overdueNow(ops)).toContain(claim.id);
    await late(claim);
    expect(await overdueNow(ops)).not.toContain(claim.id);
    const now = await claimNow(ops, claim);
    expect(now.nextDueAt!.getTime()).toBeGreaterThan(ops.clock.now().getTime());
    expect(now.ownerId).not.toBeNull();
    const [told] = (await messagesOf(ops, claim)).filter(
      ({ noticeKey }) => noticeKey === 'sla.late',
    );
    expect(told?.body).toContain('付款尚未准备完毕');
    expect(await actsOn(ops, claim)).toContain('due_time.passed');
  });

  it('is told once, however often and however many look', async () => {
    const claim = await overdueWithoutClock();
    await duel(
      () => late(claim),
      () => late(claim),
      () => late(claim),
    );
    await late(claim);
    expect((await noticesOf(ops, claim)).filter((key) => key === 'sla.late')).toHaveLength(1);
    const lines = await timelineOf(ops, claim);
    expect(lines.filter((kind) => kind === 'due_time.passed')).toHaveLength(1);
  });

  it('is told again when the new one passes too', async () => {
    const claim = await overdueWithoutClock();
    await late(claim);
    await passNextDue(ops, claim);
    const lines = await timelineOf(ops, claim);
    const passed = lines.filter((kind) => ['due_time.passed', 'clock.breached'].includes(kind));
    expect(passed.length).toBeGreaterThanOrEqual(2);
    const told = (await noticesOf(ops, claim)).filter((key) => key === 'sla.late');
    expect(told).toHaveLength(passed.length);
  });

  it('leaves a claim alone whose time is not over', async () => {
    const claim = await filedCase(ops);
    await late(claim);
    expect(await noticesOf(ops, claim)).not.toContain('sla.late');
    expect((await claimNow(ops, claim)).version).toBe(claim.version);
  });

  it('and what is on it is told before whoever gets the claim next can act', async () => {
    const claim = await reviewedCase(ops);
    await passDueTime(ops, claim);
    await late(claim);
    const { version } = await claimNow(ops, claim);
    const events = await ops.get(ClaimQueries).timeline(ops.reads, claim);
    const breach = events.find(({ kind }) => kind === 'clock.breached');
    expect(breach?.version).toBe(version);
    const causes = (await messagesOf(ops, claim)).map(({ causedBy }) => causedBy);
    expect(causes).toContain(breach?.id);
  });

  describe('while the claimant is waited for', () => {
    it('is not ours: after two reminders a reviewer looks, and nothing is closed', async () => {
      const claim = await unansweredCase(ops);
      expect(claim).toMatchObject({
        status: 'awaiting_claimant',
        nextStep: 'close_by_default',
        nextBy: 'reviewer',
      });
      expect(claim.escalatedAt).toBeNull();
      const keys = await noticesOf(ops, claim);
      expect(keys.filter((key) => key === 'info.reminder')).toHaveLength(2);
      expect(keys.at(-1)).toBe('info.overdue');
    });

    it('gives more time, with a reminder, when reminders did not go out in time', async () => {
      const claim = await waitingCase(ops);
      const now = await passNextDue(ops, claim);
      expect(now).toMatchObject({ nextStep: 'add_evidence', nextBy: 'claimant' });
      expect(now.nextDueAt!.getTime()).toBeGreaterThan(ops.clock.now().getTime());
      expect(await noticesOf(ops, claim)).toContain('info.reminder');
    });
  });

  describe('reminders', () => {
    it('go out twice, each when it is due, and no sooner', async () => {
      const claim = await waitingCase(ops);
      const first = await passReminder(ops, claim);
      expect(first.remindAt!.getTime()).toBeGreaterThan(ops.clock.now().getTime());
      const again = await passReminder(ops, { id: claim.id });
      expect(again.remindAt).toBeNull();
      const lines = await timelineOf(ops, claim);
      expect(lines.filter((kind) => kind === 'information.reminded')).toHaveLength(2);
    });

    it('begin anew when the claimant hands something in', async () => {
      const claim = await waitingCase(ops);
      await passReminder(ops, claim);
      await handIn(ops, claim, 'identity');
      const next = await passReminder(ops, claim);
      const reminders = (await noticesOf(ops, claim)).filter((key) => key === 'info.reminder');
      expect(reminders).toHaveLength(2);
      // It is the first one since then, so that another one is still to come.
      expect(next.remindAt).not.toBeNull();
    });

    it('name what is missing, and by when, in both languages', async () => {
      const claim = await waitingCase(ops);
      await passReminder(ops, claim);
      const [reminder] = (await messagesOf(ops, claim)).filter(
        ({ noticeKey }) => noticeKey === 'info.reminder',
      );
      const { summary } = reminder!.noticeParams as { summary: Record<string, string> };
      expect(summary.en).toMatch(/still waiting for: .+ by 20/);
      expect(summary['zh-CN']).toMatch(/仍在等待：.+20/u);
    });
  });
});
