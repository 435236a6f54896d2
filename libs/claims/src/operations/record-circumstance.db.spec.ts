import { AuditTrail } from '@app/audit';
import { ReviewQueries } from '@app/review';

import {
  claimNow,
  claimantOf,
  decide,
  filedCase,
  reviewedCase,
} from '../../../../test/support/cases';
import { offeringClockPack } from '../../../../test/support/clock-pack';
import {
  assess,
  breakClocksOf,
  clockFactsOf,
  passDueTime,
  timelineOf,
} from '../../../../test/support/clock-steps';
import { duel, endOf } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimQueries } from '../claims.queries';
import type { ClaimCircumstanceEntity } from '../persistence/claim-circumstance.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { RecordCircumstance } from './record-circumstance';
import type { NewCircumstance } from './record-circumstance';

describe('recording a circumstance', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start({ config: offeringClockPack() });
  });
  afterAll(async () => {
    await ops.stop();
  });

  const record = (
    claim: ClaimEntity,
    circumstance: string,
    wish: Partial<NewCircumstance> & {
      readonly by?: Parameters<RecordCircumstance['run']>[1];
    } = {},
  ): Promise<ClaimCircumstanceEntity> => {
    const { by = ops.staff.wang, ...rest } = wish;
    const input = { claimId: claim.id, circumstance, established: true, lineId: null, ...rest };
    return ops.transaction((tx) =>
      ops.get(RecordCircumstance).run(tx, by, { note: 'We asked.', ...input }),
    );
  };
  const lineOf = async (claim: ClaimEntity): Promise<string> =>
    (await ops.get(ClaimQueries).lines(ops.reads, claim))[0]!.id;

  it('becomes a fact that the claim is assessed by, and lets it be assessed anew', async () => {
    const claim = await reviewedCase(ops);
    const lineId = await lineOf(claim);
    await record(claim, 'vulnerable');
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'assessing', nextStep: 'assess' });
    await record(claim, 'foreign', { lineId });
    await record(claim, 'police_confirms_theft', { established: false });
    expect(await assess(ops, claim)).toMatchObject({ status: 'in_review', nextStep: 'review' });
    const kept = await ops.get(ReviewQueries).newestAssessment(ops.reads, claim);
    expect(kept!.facts).toMatchObject({
      circumstances: ['vulnerable'],
      refuted: ['police_confirms_theft'],
      lines: [{ lineId, circumstances: ['foreign'] }],
    });
  });

  it('says on the timeline and in the audit trail that something was recorded, and not what', async () => {
    const claim = await filedCase(ops);
    await record(claim, 'vulnerable', { note: 'She is in hospital.' });
    expect(await timelineOf(ops, claim)).toEqual(['claim.filed', 'circumstance.recorded']);
    const timeline = await ops.get(ClaimQueries).timeline(ops.reads, claim);
    const trail = await ops.get(AuditTrail).of(ops.reads, claim.lane, claim.id);
    expect(JSON.stringify([timeline, trail])).not.toMatch(/vulnerable|hospital/);
    expect(trail.at(-1)).toMatchObject({
      action: 'circumstance.recorded',
      actorId: ops.staff.wang.id,
      facts: { position: 0 },
    });
  });

  it('the same again is the first record; the contrary corrects it, and both stay', async () => {
    const claim = await filedCase(ops);
    const first = await record(claim, 'vulnerable');
    const again = (): Promise<unknown> => record(claim, 'vulnerable', { note: 'Once more.' });
    expect(await duel(again, again, again)).toEqual(['done', 'done', 'done']);
    expect(await record(claim, 'vulnerable')).toEqual(first);
    await record(claim, 'vulnerable', { established: false });
    const held = await ops.get(ClaimQueries).circumstances(ops.reads, claim);
    expect(held.map(({ established }) => established)).toEqual([true, false]);
  });

  it('gives a clock the time of its variant, and takes it back', async () => {
    const claim = await reviewedCase(ops);
    const short = claim.clockDueAt!;
    await record(claim, 'new_account');
    const longer = (await claimNow(ops, claim)).clockDueAt!;
    expect(longer.getTime()).toBeGreaterThan(short.getTime());
    expect(await clockFactsOf(ops, claim)).toContain('decide extended new_account');
    await record(claim, 'new_account', { established: false });
    expect((await claimNow(ops, claim)).clockDueAt).toEqual(short);
    await record(claim, 'vulnerable');
    expect((await claimNow(ops, claim)).clockDueAt).toEqual(short);
  });

  it('found too late mends no broken promise', async () => {
    const claim = await reviewedCase(ops);
    await passDueTime(ops, claim);
    await breakClocksOf(ops, claim);
    await record(claim, 'new_account');
    expect(await clockFactsOf(ops, claim)).not.toContain('decide extended new_account');
    expect(await assess(ops, claim)).toMatchObject({ nextStep: 'credit_provisionally' });
  });

  it('is refused to whoever claims or filed', async () => {
    const claim = await filedCase(ops);
    const by = claimantOf(claim);
    expect(await endOf(record(claim, 'vulnerable', { by }))).toBe('claim.own_hand');
  });

  it('is refused on a line of another claim', async () => {
    const claim = await filedCase(ops);
    const lineId = await lineOf(await filedCase(ops));
    const end = await endOf(record(claim, 'foreign', { lineId }));
    expect(end).toBe('circumstance.line_needed');
  });

  it('is refused when the pack does not know it, and when the claim is settled', async () => {
    const claim = await reviewedCase(ops);
    expect(await endOf(record(claim, 'rich'))).toBe('circumstance.unknown');
    await decide(ops, claim, { outcome: 'deny' });
    expect(await endOf(record(claim, 'vulnerable'))).toBe('circumstance.claim_settled');
    expect(await ops.get(ClaimQueries).circumstances(ops.reads, claim)).toEqual([]);
  });
});
