import { AssignClaim, ReopenClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import type { Actor } from '@app/platform';

import { giveTo, hired } from '../../../../test/support/accounts';
import { claimNow, decisionsOf, proposalFor, reviewedCase } from '../../../../test/support/cases';
import type { ProposalWish } from '../../../../test/support/cases';
import { endOf } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { DecideClaim } from './decide-claim';

describe('a claim above what one person may approve', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  /** Of 6,000.00, and Wang's. */
  async function large(): Promise<ClaimEntity> {
    const claim = await reviewedCase(ops, { amounts: [600_000n] });
    await giveTo(ops, claim, ops.staff.wang);
    return claim;
  }

  async function tryTo(by: Actor, claim: ClaimEntity, wish?: ProposalWish): Promise<unknown> {
    const proposal = await proposalFor(ops, claim, wish);
    return ops.transaction((tx) => ops.get(DecideClaim).run(tx, by, proposal));
  }

  it.each<[who: string, by: (staff: TestOperations['staff']) => Actor, wish: ProposalWish]>([
    ['a colleague of its owner', ({ qian }) => qian, {}],
    ['an approver', ({ zhao }) => zhao, {}],
    ['a colleague who would deny it', ({ qian }) => qian, { outcome: 'deny' }],
  ])('is not decided by %s, who is told whose it is', async (_who, by, wish) => {
    const claim = await large();
    await expect(tryTo(by(ops.staff), claim, wish)).rejects.toMatchObject({
      code: 'decision.not_owner',
      message: expect.stringContaining('wang owns this claim') as string,
    });
    expect(await decisionsOf(ops, claim)).toEqual([]);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'in_review' });
  });

  it('is decided by its owner, by whatever account, or by whom it was given to', async () => {
    const own = await hired(ops, 'reviewer', { person: ops.staff.wang });
    expect(await endOf(tryTo(own, await large()))).toBe('done');
    const claim = await large();
    const { zhao, qian } = ops.staff;
    await ops.transaction((tx) =>
      ops.get(AssignClaim).run(tx, zhao, {
        ...{ claimId: claim.id, assigneeId: qian.id },
        ...{ reason: 'Wang is away.', expectedVersion: null },
      }),
    );
    expect(await endOf(tryTo(qian, claim))).toBe('done');
  });

  it('is decided by nobody while nobody owns it', async () => {
    const claim = await large();
    const admin = await ops.libs.connectAs(null);
    await admin.query('UPDATE claims SET owner_id = NULL WHERE id = $1', [claim.id]);
    await expect(tryTo(ops.staff.wang, claim)).rejects.toMatchObject({
      code: 'decision.not_owner',
      message: expect.stringContaining('Let the system assign it') as string,
    });
  });

  it('is nobody’s choice up to that', async () => {
    const claim = await reviewedCase(ops, { amounts: [500_000n] });
    await giveTo(ops, claim, ops.staff.wang);
    expect(await endOf(tryTo(ops.staff.qian, claim))).toBe('done');
  });

  it('has another owner when it is open again, who alone decides it', async () => {
    const claim = await large();
    await tryTo(ops.staff.wang, claim, { outcome: 'deny' });
    const reason = 'New proof.';
    const reopened = await ops.transaction((tx) =>
      ops.get(ReopenClaim).run(tx, ops.staff.li, { claimId: claim.id, reason }),
    );
    expect(reopened.ownerId).toBe(ops.staff.qian.id);
    expect(await endOf(tryTo(ops.staff.zhao, claim))).toBe('decision.not_owner');
    expect(await endOf(tryTo(ops.staff.qian, claim))).toBe('done');
  });
});
