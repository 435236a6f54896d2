import { AuditTrail } from '@app/audit';
import type { Actor } from '@app/platform';

import { claimNow, reviewedCase } from '../../../../test/support/cases';
import { passDueTime } from '../../../../test/support/clock-steps';
import { offeringClockPack } from '../../../../test/support/clock-pack';
import { duel, endOf, later } from '../../../../test/support/duels';
import { queuedClaim } from '../../../../test/support/queued-claims';
import { TestOperations } from '../../../../test/support/test-operations';
import type { ClaimEntity } from '../persistence/claim.entity';
import { BreakClocks } from './break-clocks';
import { SnoozeClaim } from './snooze-claim';
import { UnsnoozeClaim } from './unsnooze-claim';

const ROUNDS = 20;
const HOUR_MS = 3_600_000;

describe('putting a claim off', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start({ config: offeringClockPack() });
  });
  afterAll(async () => {
    await ops.stop();
  });

  const inMs = (ms: number): Date => new Date(ops.clock.now().getTime() + ms);

  async function snooze(by: Actor, claim: ClaimEntity, until: Date): Promise<ClaimEntity> {
    const reason = 'The bank answers at noon.';
    return ops.transaction((tx) =>
      ops.get(SnoozeClaim).run(tx, by, { claimId: claim.id, until, reason }),
    );
  }

  const unsnooze = async (by: Actor, { id }: ClaimEntity): Promise<ClaimEntity> =>
    ops.transaction((tx) => ops.get(UnsnoozeClaim).run(tx, by, { claimId: id }));

  it('hides it until then, changes nothing else, and says why', async () => {
    const { wang } = ops.staff;
    const claim = await queuedClaim(ops, { ownerId: wang.id });
    const until = inMs(HOUR_MS);
    await snooze(wang, claim, until);
    expect(await claimNow(ops, claim)).toEqual({ ...claim, snoozedUntil: until });
    const [record] = await ops.get(AuditTrail).of(ops.reads, claim.lane, claim.id);
    expect(record).toMatchObject({
      action: 'claim.snoozed',
      reason: 'The bank answers at noon.',
      facts: { until: until.toISOString() },
    });
  });

  it('ends before its time when the owner says so', async () => {
    const { wang, qian } = ops.staff;
    const claim = await queuedClaim(ops, { ownerId: wang.id });
    await snooze(wang, claim, inMs(HOUR_MS));
    expect(await endOf(unsnooze(qian, claim))).toBe('snooze.not_owner');
    await unsnooze(wang, claim);
    await unsnooze(wang, claim);
    expect(await claimNow(ops, claim)).toEqual(claim);
    const records = await ops.get(AuditTrail).of(ops.reads, claim.lane, claim.id);
    expect(records.map(({ action }) => action)).toEqual(['claim.snoozed', 'claim.unsnoozed']);
  });

  it.each<[what: string, wish: Partial<ClaimEntity>, end: string]>([
    ['that is not theirs', { ownerId: 'usr_other' }, 'snooze.not_owner'],
    ['that is closed', { status: 'closed' }, 'claim.cannot_advance'],
    ['that is due before', { nextDueAt: new Date(0) }, 'snooze.beyond_due'],
    ['with a broken promise', { escalatedAt: new Date(0) }, 'snooze.promise_broken'],
  ])('is refused to somebody for a claim %s', async (_what, wish, end) => {
    const { wang } = ops.staff;
    const claim = await queuedClaim(ops, { ownerId: wang.id, ...wish });
    expect(await endOf(snooze(wang, claim, inMs(HOUR_MS)))).toBe(end);
    expect(await claimNow(ops, claim)).toEqual(claim);
  });

  it(`never hides a claim whose promise breaks meanwhile, ${String(ROUNDS)} times of ${String(ROUNDS)}`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await reviewedCase(ops);
      const owner = Object.values(ops.staff).find(({ id }) => id === claim.ownerId)!;
      await passDueTime(ops, claim);
      const admin = await ops.libs.connectAs(null);
      // Its next step is due later than its clock, as after a due time that was given anew.
      await admin.query('UPDATE claims SET next_due_at = $1, clock_due_at = $1 WHERE id = $2', [
        inMs(10 * HOUR_MS),
        claim.id,
      ]);
      const ends = await duel(
        later(round % 3, () => snooze(owner, claim, inMs(HOUR_MS))),
        () => ops.get(BreakClocks).run({ claimId: claim.id }),
      );
      expect([['done', 'done'].join(), ['done', 'snooze.promise_broken'].join()]).toContain(
        ends.join(),
      );
      const now = await claimNow(ops, claim);
      expect(now.escalatedAt).not.toBeNull();
      expect(now.snoozedUntil).toBeNull();
    }
  });
});
