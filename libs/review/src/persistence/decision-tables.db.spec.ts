import type { Client } from 'pg';

import type { ClaimEntity } from '@app/claims';
import { HOUSE_LANE, newId } from '@app/kernel';
import { UserEntity } from '@app/platform';

import {
  awaitingApproval,
  decide,
  decisionsOf,
  giveVerdict,
  reviewedCase,
} from '../../../../test/support/cases';
import { TestOperations } from '../../../../test/support/test-operations';
import type { DecisionEntity } from './decision.entity';

describe('approving a decision', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  describe('past the application', () => {
    let client: Client;
    beforeAll(async () => {
      client = await ops.libs.connectAs('ganpei_app');
    });

    const insert = (
      decision: DecisionEntity,
      approverId: string,
      digest?: string,
    ): Promise<string> =>
      client
        .query(
          `INSERT INTO decision_approvals (lane, decision_id, approver_id, verdict, note, digest, approved_at)
           VALUES ($1, $2, $3, 'approve', 'by hand', $4, now())`,
          [decision.lane, decision.id, approverId, digest ?? decision.digest],
        )
        .then(
          () => 'done',
          (error: unknown) => (error as { constraint?: string }).constraint ?? String(error),
        );

    it('the database takes an approval of exactly this by somebody else', async () => {
      const { decision } = await awaitingApproval(ops);
      expect(await insert(decision, ops.staff.li.id)).toBe('done');
    });

    it.each<[string, (claim: ClaimEntity) => string | Promise<string>]>([
      ['the one who decided', () => ops.staff.wang.id],
      ['the one who filed', (claim) => claim.filedBy],
      ['an account of the claimant', (claim) => accountOf(claim)],
    ])('the database refuses an approval by %s', async (_who, approverOf) => {
      const { claim, decision } = await awaitingApproval(ops);
      const approver = await approverOf(claim);
      expect(await insert(decision, approver)).toBe('decision_approvals_other_eyes');
    });

    /** Somebody with an account of another role who is the claimant all the same. */
    async function accountOf(claim: ClaimEntity): Promise<string> {
      const id = newId('usr', HOUSE_LANE);
      await ops.transaction((tx) =>
        tx.insert(UserEntity, {
          id,
          username: id,
          passwordHash: 'nobody signs in here',
          name: 'Two hats',
          role: 'approver',
          partyId: claim.claimantPartyId,
          demo: false,
          disabledAt: null,
          createdAt: ops.clock.now(),
        }),
      );
      return id;
    }

    it('the database refuses an approval of other content', async () => {
      const { decision } = await awaitingApproval(ops);
      const digest = '0'.repeat(64);
      expect(await insert(decision, ops.staff.li.id, digest)).toBe('decision_approvals_digest');
    });

    it('the database refuses an approval of a decision that another one has replaced', async () => {
      const { claim, decision } = await awaitingApproval(ops);
      await giveVerdict(ops, decision, ops.staff.zhao, 'return');
      await decide(ops, claim);
      expect(await insert(decision, ops.staff.li.id)).toBe('decision_approvals_digest');
    });

    it('the database refuses a second approval by the same person', async () => {
      const { decision } = await awaitingApproval(ops);
      await insert(decision, ops.staff.li.id);
      expect(await insert(decision, ops.staff.li.id)).toBe('decision_approvals_pk');
    });

    it.each(['assessments', 'decisions', 'decision_approvals'])(
      'nobody changes or deletes %s',
      async (table) => {
        const claim = await reviewedCase(ops);
        await decide(ops, claim);
        expect(await decisionsOf(ops, claim)).toHaveLength(1);
        for (const role of ['ganpei_app', 'ganpei_owner'] as const) {
          const anybody = await ops.libs.connectAs(role);
          for (const change of [
            `UPDATE ${table} SET lane = lane`,
            `DELETE FROM ${table}`,
            `TRUNCATE ${table} CASCADE`,
          ]) {
            await expect(anybody.query(change)).rejects.toThrow(/permission denied|append|only/i);
          }
        }
      },
    );
  });
});
