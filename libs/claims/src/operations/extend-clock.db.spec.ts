import { claimantOf, reviewedCase } from '../../../../test/support/cases';
import { actsOn, clocksOf } from '../../../../test/support/claim-traces';
import { offeringClockPack } from '../../../../test/support/clock-pack';
import {
  bellsOf,
  breakClocksOf,
  passDueTime,
  timelineOf,
} from '../../../../test/support/clock-steps';
import { duel, endOf } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimQueries } from '../claims.queries';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ExtendClock } from './extend-clock';

const DAY_MS = 86_400_000;

describe('a clock that a person gives more time', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start({ config: offeringClockPack() });
  });
  afterAll(async () => {
    await ops.stop();
  });

  const extend = (claim: ClaimEntity, until: Date, by = ops.staff.wang): Promise<ClaimEntity> =>
    ops.transaction((tx) =>
      ops.get(ExtendClock).run(tx, by, {
        claimId: claim.id,
        clock: 'decide',
        until,
        note: 'The other bank answers next week.',
      }),
    );
  const daysLater = ({ clockDueAt }: ClaimEntity, days: number): Date =>
    new Date(clockDueAt!.getTime() + days * DAY_MS);

  it('breaks then and not before, and its bell rings then', async () => {
    const claim = await reviewedCase(ops);
    const extended = await extend(claim, daysLater(claim, 3));
    expect(extended.clockDueAt).toEqual(daysLater(claim, 3));
    expect(extended.nextDueAt).toEqual(daysLater(claim, 3));
    ops.clock.moveOn(claim.clockDueAt!.getTime() + 1 - ops.clock.now().getTime());
    expect(await breakClocksOf(ops, claim)).toMatchObject({ escalatedAt: null });
    expect(await bellsOf(ops, claim)).toContain(extended.clockDueAt!.getTime());
    await passDueTime(ops, claim);
    expect(await breakClocksOf(ops, claim)).toMatchObject({ nextStep: 'credit_provisionally' });
    const facts = await ops.get(ClaimQueries).clockFacts(ops.reads, claim);
    expect(facts.find(({ kind }) => kind === 'breached')!.at).toEqual(extended.clockDueAt);
  });

  it('ends with the day that was named, because it is promised in days', async () => {
    const claim = await reviewedCase(ops);
    const noon = new Date(daysLater(claim, 3).getTime() - DAY_MS / 2);
    expect((await extend(claim, noon)).clockDueAt).toEqual(daysLater(claim, 3));
  });

  it('is on record with who did it; why stands in the audit trail, and the claimant is told', async () => {
    const claim = await reviewedCase(ops);
    await extend(claim, daysLater(claim, 3));
    const facts = await ops.get(ClaimQueries).clockFacts(ops.reads, claim);
    expect(facts.at(-1)).toMatchObject({
      clock: 'decide',
      kind: 'extended',
      reason: null,
      actorId: ops.staff.wang.id,
    });
    expect(await actsOn(ops, claim)).toContain('clock.extended');
    expect(await timelineOf(ops, claim)).toContain('clock.extended');
    const untold = await ops.reads.query<{ kind: string }[]>(
      `SELECT e.kind FROM claim_untold_events u
         JOIN claim_events e ON e.lane = u.lane AND e.id = u.event_id WHERE u.claim_id = $1`,
      [claim.id],
    );
    expect(untold.map(({ kind }) => kind)).toContain('clock.extended');
  });

  it('gets no more than the pack allows, however it is asked for', async () => {
    const claim = await reviewedCase(ops);
    expect(await endOf(extend(claim, daysLater(claim, 200)))).toBe('clock.past_hard_end');
    expect(await endOf(extend(claim, claim.clockDueAt!))).toBe('clock.not_later');
    expect(await endOf(extend(claim, daysLater(claim, 3), claimantOf(claim)))).toBe(
      'claim.own_hand',
    );
    expect(await clocksOf(ops, claim)).toContain('decide running');
  });

  it('is given it once when two people give it', async () => {
    const claim = await reviewedCase(ops);
    const until = daysLater(claim, 3);
    const ends = await duel(
      () => extend(claim, until),
      () => extend(claim, until, ops.staff.qian),
    );
    expect(ends).toEqual(['clock.not_later', 'done']);
  });
});
