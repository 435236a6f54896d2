import {
  claimNow,
  claimantOf,
  decide,
  filedCase,
  handInAll,
  reviewedCase,
} from '../../../../test/support/cases';
import { actsOn, clocksOf } from '../../../../test/support/claim-traces';
import { offeringClockPack } from '../../../../test/support/clock-pack';
import {
  assess,
  bellsOf,
  breakClocksOf,
  passDueTime,
  timelineOf,
} from '../../../../test/support/clock-steps';
import { duel, endOf } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimQueries } from '../claims.queries';
import type { ClaimEntity } from '../persistence/claim.entity';
import { PauseClock } from './pause-clock';
import { ResumeClock } from './resume-clock';

describe('clocks that stand still', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start({ config: offeringClockPack() });
  });
  afterAll(async () => {
    await ops.stop();
  });

  const pause = (claim: ClaimEntity, reason = 'cmc_check'): Promise<ClaimEntity> =>
    ops.transaction((tx) =>
      ops.get(PauseClock).run(tx, ops.staff.wang, {
        claimId: claim.id,
        clock: 'decide',
        reason,
        note: 'We ask the agency.',
      }),
    );
  const resume = (claim: ClaimEntity): Promise<ClaimEntity> =>
    ops.transaction((tx) =>
      ops.get(ResumeClock).run(tx, ops.staff.wang, {
        claimId: claim.id,
        clock: 'decide',
        note: null,
      }),
    );

  it('do not break, and ring again when they go on', async () => {
    const claim = await reviewedCase(ops);
    const before = claim.clockDueAt!;
    const paused = await pause(claim);
    // What remains is the end that no pause puts off.
    expect(paused.clockDueAt!.getTime()).toBeGreaterThan(before.getTime());
    ops.clock.moveOn(before.getTime() + 1 - ops.clock.now().getTime());
    expect(await breakClocksOf(ops, claim)).toMatchObject({ escalatedAt: null });
    const resumed = await resume(claim);
    expect(resumed.clockDueAt!.getTime()).toBeGreaterThan(ops.clock.now().getTime());
    expect(await bellsOf(ops, claim)).toContain(resumed.clockDueAt!.getTime());
    await passDueTime(ops, claim);
    expect(await breakClocksOf(ops, claim)).toMatchObject({ nextStep: 'credit_provisionally' });
    expect(await timelineOf(ops, claim)).toEqual(
      expect.arrayContaining(['clock.paused', 'clock.resumed', 'clock.breached']),
    );
  });

  it('break at their hard end all the same', async () => {
    const claim = await reviewedCase(ops);
    const { clockDueAt: hardEndAt } = await pause(claim);
    await passDueTime(ops, claim);
    await breakClocksOf(ops, claim);
    const facts = await ops.get(ClaimQueries).clockFacts(ops.reads, claim);
    expect(facts.find(({ kind }) => kind === 'breached')!.at).toEqual(hardEndAt);
  });

  it('go on with the last document only if it was that what they stood still for', async () => {
    const claim = await assess(ops, await filedCase(ops));
    expect(await clocksOf(ops, claim)).toContain('decide paused');
    await resume(claim);
    await pause(claim, 'cmc_check');
    await handInAll(ops, claim);
    expect(await clocksOf(ops, claim)).toContain('decide paused');
  });

  it('ring no more once the claim is decided', async () => {
    const claim = await reviewedCase(ops);
    await decide(ops, claim, { outcome: 'deny' });
    expect(await claimNow(ops, claim)).toMatchObject({ clockDueAt: null });
  });

  it('are paused once when two people pause them, and the audit trail says who and why', async () => {
    const claim = await reviewedCase(ops);
    const ends = await duel(
      () => pause(claim),
      () => pause(claim),
    );
    expect(ends).toEqual(['clock.not_running', 'done']);
    expect(await actsOn(ops, claim)).toContain('clock.paused');
    const facts = await ops.get(ClaimQueries).clockFacts(ops.reads, claim);
    expect(facts.at(-1)).toMatchObject({
      kind: 'paused',
      reason: 'cmc_check',
      actorId: ops.staff.wang.id,
    });
  });

  it('are not paused by whoever filed, nor for a reason that the pack does not list', async () => {
    const claim = await reviewedCase(ops);
    expect(await endOf(pause(claim, 'lunch'))).toBe('clock.unknown_pause_reason');
    const input = { claimId: claim.id, clock: 'decide', reason: 'cmc_check', note: null };
    const own = ops.transaction((tx) => ops.get(PauseClock).run(tx, claimantOf(claim), input));
    expect(await endOf(own)).toBe('claim.own_hand');
    expect(await clocksOf(ops, claim)).toContain('decide running');
  });
});
