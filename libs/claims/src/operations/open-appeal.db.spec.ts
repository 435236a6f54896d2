import { claimNow, decide } from '../../../../test/support/cases';
import { actsOn, jobsFor } from '../../../../test/support/claim-traces';
import { offeringClockPack } from '../../../../test/support/clock-pack';
import { clockFactsOf } from '../../../../test/support/clock-steps';
import { duel, endOf } from '../../../../test/support/duels';
import { awardedCase, claimedOf, lodge, paidOut, reopen } from '../../../../test/support/lives';
import { TestOperations } from '../../../../test/support/test-operations';
import { AppealQueries } from '../appeals.queries';
import { openAppealJob } from '../claims.jobs';
import { ClaimQueries } from '../claims.queries';
import type { ClaimEntity } from '../persistence/claim.entity';
import { CloseClaim } from './close-claim';
import { OpenAppeal } from './open-appeal';

describe('an appeal that waits for a payout', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start({ config: offeringClockPack() });
  });
  afterAll(async () => {
    await ops.stop();
  });

  const openAppeal = (claim: ClaimEntity): Promise<void> =>
    ops.get(OpenAppeal).run({ claimId: claim.id });
  const close = (claim: ClaimEntity): Promise<unknown> =>
    ops.transaction((tx) =>
      ops.get(CloseClaim).run(tx, ops.staff.wang, { claimId: claim.id, reason: 'All is done.' }),
    );
  const appealsOf = (claim: ClaimEntity): ReturnType<AppealQueries['ofClaim']> =>
    ops.get(AppealQueries).ofClaim(ops.reads, claim);
  const kindsOf = async (claim: ClaimEntity): Promise<string[]> =>
    (await ops.get(ClaimQueries).timeline(ops.reads, claim)).map(({ kind }) => kind);

  it('is kept, holds the payments, and opens by itself when all is paid', async () => {
    const claim = await awardedCase(ops, { amounts: [60_000n], awards: [25_000n] });
    const appeal = await lodge(ops, claim);
    expect(appeal.openedAt).toBeNull();
    expect(await claimNow(ops, claim)).toMatchObject({
      status: 'approved',
      nextStep: 'open_payout',
      reserveMinor: 0n,
    });
    expect(await claimedOf(ops, claim)).toEqual([60_000n]);
    expect(await kindsOf(claim)).toContain('appeal.lodged');
    expect(await ops.broken()).toEqual([]);

    await openAppeal(claim);
    expect((await claimNow(ops, claim)).status).toBe('approved');
    expect(await paidOut(ops, claim)).toMatchObject({ status: 'paid', paidMinor: 25_000n });
    expect(await jobsFor(ops, claim, 'open-appeal')).toBe(1);
    expect(await endOf(close(claim))).toBe('claim.appeal_waits');

    await duel(
      () => openAppeal(claim),
      () => openAppeal(claim),
    );
    expect(await claimNow(ops, claim)).toMatchObject({
      status: 'in_review',
      reserveMinor: 35_000n,
      reopeningId: appeal.id,
    });
    const acts = await actsOn(ops, claim);
    expect(acts.filter((act) => act === 'appeal.opened')).toHaveLength(1);
    expect(await ops.broken()).toEqual([]);
  });

  it('is found by the sweep when its bell is lost', async () => {
    const claim = await awardedCase(ops, { amounts: [60_000n], awards: [25_000n] });
    await lodge(ops, claim);
    const due = (): Promise<unknown> => openAppealJob.findDue(ops.reads, ops.clock.now(), 100);
    await paidOut(ops, claim);
    expect(await due()).not.toContainEqual({ claimId: claim.id });
    ops.clock.moveOn(16_000);
    expect(await due()).toContainEqual({ claimId: claim.id });
    await openAppeal(claim);
    expect(await due()).not.toContainEqual({ claimId: claim.id });
  });

  it('is heard along with a reopening that comes first', async () => {
    const claim = await awardedCase(ops, { amounts: [60_000n], awards: [25_000n] });
    await lodge(ops, claim);
    await paidOut(ops, claim);
    await reopen(ops, claim);
    expect(await appealsOf(claim)).toMatchObject([{ openedAt: expect.any(Date) }]);
    expect(await clockFactsOf(ops, claim)).toContain('appeal started');
    const answer = await decide(ops, claim, { by: ops.staff.qian });
    expect(await appealsOf(claim)).toMatchObject([{ answerId: answer.id }]);
  });

  it('is one at a time', async () => {
    const claim = await awardedCase(ops, { amounts: [60_000n], awards: [25_000n] });
    await lodge(ops, claim);
    expect(await endOf(lodge(ops, claim))).toBe('appeal.open_already');
  });
});
