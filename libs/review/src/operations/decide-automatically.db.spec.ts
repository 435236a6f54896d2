import { ClaimQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';

import { claimNow, decide, decisionsOf, reviewedCase } from '../../../../test/support/cases';
import { actsOn } from '../../../../test/support/claim-traces';
import { TestOperations } from '../../../../test/support/test-operations';
import type { AssessmentEntity } from '../persistence/assessment.entity';
import { ReviewQueries } from '../review.queries';

const SMALL = [15_000n];

/** Sets a limit past the two people whom it takes. */
async function setLimit(ops: TestOperations, name: string, value: number): Promise<void> {
  const admin = await ops.libs.connectAs(null);
  await admin.query('SET session_replication_role = replica');
  await admin.query(`INSERT INTO limit_values VALUES ($1, $2, 1, $3, now())`, [
    `chg_${name}`,
    name,
    value,
  ]);
}

describe('the brake on automatic approvals', () => {
  it('leaves to people what the machine could approve', async () => {
    const ops = await TestOperations.start();
    try {
      expect(await reviewedCase(ops, { amounts: SMALL })).toMatchObject({ status: 'approved' });
      await setLimit(ops, 'automaticApprovals', 0);
      const claim = await reviewedCase(ops, { amounts: SMALL });
      expect(claim).toMatchObject({ status: 'in_review' });
      expect(await ops.get(ReviewQueries).assessments(ops.reads, claim)).toMatchObject([
        { qaSample: false, result: { recommendation: 'approve' } },
      ]);
    } finally {
      await ops.stop();
    }
  });
});

/** Everything that the machine would approve is drawn here. */
describe('the sample of automatic approvals', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
    await setLimit(ops, 'qaSampleBp', 10_000);
  });
  afterAll(async () => {
    await ops.stop();
  });

  const assessments = (claim: ClaimEntity): Promise<AssessmentEntity[]> =>
    ops.get(ReviewQueries).assessments(ops.reads, claim);

  it('goes to a reviewer, with what the machine would have done', async () => {
    const claim = await reviewedCase(ops, { amounts: SMALL });
    expect(claim).toMatchObject({ status: 'in_review', nextStep: 'review', awardedMinor: null });
    expect(await decisionsOf(ops, claim)).toEqual([]);
    expect(await assessments(claim)).toMatchObject([
      { qaSample: true, result: { recommendation: 'approve', approval: { tier: 'automatic' } } },
    ]);
    expect(await actsOn(ops, claim)).toContain('claim.assessed');
  });

  it('looks to the claimant like any other claim in review', async () => {
    const [drawn, other] = [
      await reviewedCase(ops, { amounts: SMALL }),
      await reviewedCase(ops, { amounts: [86_000n] }),
    ];
    const seen = async (claim: ClaimEntity): Promise<string[]> =>
      (await ops.get(ClaimQueries).timeline(ops.reads, claim)).map(({ kind }) => kind);
    expect(await seen(drawn)).toEqual(await seen(other));
  });

  it('is of automatic approvals only: what people decide anyway is no sample', async () => {
    const claim = await reviewedCase(ops, { amounts: [86_000n] });
    expect(await assessments(claim)).toMatchObject([{ qaSample: false }]);
  });

  it('is decided by one person, whose decision stands beside the recommendation', async () => {
    const claim = await reviewedCase(ops, { amounts: SMALL });
    await decide(ops, claim);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'approved', reserveMinor: 0n });
    expect(await decisionsOf(ops, claim)).toMatchObject([{ decidedBy: ops.staff.wang.id }]);
    const [drawn, deciding] = await assessments(claim);
    expect(drawn).toMatchObject({ qaSample: true, result: { recommendation: 'approve' } });
    expect(deciding).toMatchObject({ qaSample: false });
    expect(await ops.broken()).toEqual([]);
  });
});
