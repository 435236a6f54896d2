import type { Client } from 'pg';

import type { ClaimEntity } from '@app/claims';

import { hired } from '../../../../test/support/accounts';
import {
  awaitingApproval,
  decide,
  decisionsOf,
  giveVerdict,
  handIn,
  reviewedCase,
} from '../../../../test/support/cases';
import { TestOperations } from '../../../../test/support/test-operations';
import type { DecisionEntity } from './decision.entity';

interface Waiting {
  readonly claim: ClaimEntity;
  readonly decision: DecisionEntity;
}

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
      [
        'an account of the claimant',
        async ({ claimantPartyId: partyId }) => (await hired(ops, 'approver', { partyId })).id,
      ],
    ])('the database refuses an approval by %s', async (_who, approverOf) => {
      const { claim, decision } = await awaitingApproval(ops);
      const approver = await approverOf(claim);
      expect(await insert(decision, approver)).toBe('decision_approvals_other_eyes');
    });

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

    it('the database refuses an approval by a second account of the one who decided', async () => {
      const { decision } = await awaitingApproval(ops);
      const second = await hired(ops, 'approver', { person: ops.staff.wang });
      expect(await insert(decision, second.id)).toBe('decision_approvals_other_eyes');
    });

    it('the database refuses a second approval under another account', async () => {
      const { decision } = await awaitingApproval(ops);
      await insert(decision, ops.staff.li.id);
      const second = await hired(ops, 'approver', { person: ops.staff.li });
      expect(await insert(decision, second.id)).toBe('decision_approvals_other_eyes');
    });

    it.each<[string, (waiting: Waiting) => Promise<unknown>]>([
      ['was recalled', ({ decision }) => recall(decision, ops.staff.wang.id)],
      ['is void', ({ claim }) => handIn(ops, claim, 'identity', 'a better photo')],
      ['is final', ({ decision }) => giveVerdict(ops, decision, ops.staff.zhao)],
    ])('the database refuses an approval of a decision that %s', async (_what, end) => {
      const waiting = await awaitingApproval(ops);
      await end(waiting);
      expect(await insert(waiting.decision, ops.staff.li.id)).toBe('decision_approvals_awaited');
    });

    it('the database refuses a recall by anybody but the one who decided', async () => {
      const { decision } = await awaitingApproval(ops);
      expect(await recall(decision, ops.staff.qian.id)).toBe('decision_recalls_by_decider');
      expect(await recall(decision, ops.staff.wang.id)).toBe('done');
      expect(await recall(decision, ops.staff.wang.id)).toBe('decision_recalls_pk');
    });

    it('the database refuses a recall of what is final', async () => {
      const { decision } = await awaitingApproval(ops);
      await giveVerdict(ops, decision, ops.staff.zhao);
      expect(await recall(decision, ops.staff.wang.id)).toBe('decision_approvals_awaited');
    });

    it.each<[string, string, string]>([
      ['about another content of the claim', 'content_version + 1', 'decisions_content'],
      ['that takes something back', 'content_version', 'decisions_added_check'],
    ])('the database refuses a decision %s', async (_what, version, constraint) => {
      const { claim, decision } = await awaitingApproval(ops);
      const added = constraint === 'decisions_added_check' ? '-1' : 'added_minor';
      const copied = client.query(
        `INSERT INTO decisions SELECT (jsonb_populate_record(d, jsonb_build_object('id', d.id || 'x',
           'number', d.number + 1, 'content_version', ${version}, 'added_minor', ${added}))).*
           FROM decisions d WHERE lane = $1 AND id = $2`,
        [claim.lane, decision.id],
      );
      await expect(copied).rejects.toMatchObject({ constraint });
    });

    const recall = (decision: DecisionEntity, by: string): Promise<string> =>
      client
        .query(
          `INSERT INTO decision_recalls (lane, decision_id, recalled_by, reason, recalled_at)
           VALUES ($1, $2, $3, 'by hand', now())`,
          [decision.lane, decision.id, by],
        )
        .then(
          () => 'done',
          (error: unknown) => (error as { constraint?: string }).constraint ?? String(error),
        );

    it('the database refuses a second approval by the same person', async () => {
      const { decision } = await awaitingApproval(ops);
      await insert(decision, ops.staff.li.id);
      expect(await insert(decision, ops.staff.li.id)).toBe('decision_approvals_pk');
    });

    it.each(['assessments', 'decisions', 'decision_approvals', 'decision_recalls', 'awards'])(
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
