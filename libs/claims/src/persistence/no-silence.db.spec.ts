import type { Client } from 'pg';

import { claimNow, filedCase, reviewedCase } from '../../../../test/support/cases';
import { TestOperations } from '../../../../test/support/test-operations';
import { REST_EVENTS } from '../domain/told-at-rest';
import { reassignClaimJob } from '../owners/owner.jobs';
import { ReassignClaim } from '../operations/reassign-claim';
import type { ClaimEntity } from './claim.entity';

/** What the database itself refuses, whoever's code it is that asks. */
describe('the database', () => {
  let ops: TestOperations;
  let app: Client;
  beforeAll(async () => {
    ops = await TestOperations.start();
    app = await ops.libs.connectAs('ganpei_app');
  });
  afterAll(async () => {
    await ops.stop();
  });

  const change = (claim: ClaimEntity, set: string, client = app): Promise<unknown> =>
    client.query(`UPDATE claims SET ${set} WHERE lane = $1 AND id = $2`, [claim.lane, claim.id]);

  const AT_REST = 'next_step = NULL, next_by = NULL, next_due_at = NULL, version = version + 1';

  it.each(['next_step', 'next_by', 'next_due_at'])(
    'takes no open claim without its %s',
    async (column) => {
      const claim = await reviewedCase(ops);
      await expect(change(claim, `${column} = NULL`)).rejects.toMatchObject({
        constraint: 'claims_next_step_check',
      });
    },
  );

  it('writes down since when an open claim has no owner, and forgets it with the next one', async () => {
    const claim = await reviewedCase(ops);
    await change(claim, 'owner_id = NULL');
    const unowned = await claimNow(ops, claim);
    expect(unowned.unownedSince).toEqual(claim.updatedAt);
    await change(claim, `owner_id = '${ops.staff.qian.id}'`);
    expect((await claimNow(ops, claim)).unownedSince).toBeNull();
  });

  it('takes no open claim that has neither, even if nothing wrote it down', async () => {
    const claim = await reviewedCase(ops);
    const admin = await ops.libs.connectAs(null);
    await admin.query('SET session_replication_role = replica');
    await expect(change(claim, 'owner_id = NULL', admin)).rejects.toMatchObject({
      constraint: 'claims_owner_check',
    });
  });

  it('lets the machine have a claim that no person owns yet', async () => {
    expect(await claimNow(ops, await filedCase(ops))).toMatchObject({
      ownerId: null,
      unownedSince: null,
      nextBy: 'system',
    });
  });

  it('has a claim that nobody has picked for an hour given to somebody', async () => {
    const claim = await reviewedCase(ops);
    await change(claim, 'owner_id = NULL');
    const due = async (): Promise<string[]> =>
      (await reassignClaimJob.findDue(ops.reads, ops.clock.now(), 1_000)).map((one) => one.claimId);
    expect(await due()).not.toContain(claim.id);
    ops.clock.moveOn(3_600_001);
    expect(await due()).toContain(claim.id);
    await ops.get(ReassignClaim).run({ claimId: claim.id });
    expect((await claimNow(ops, claim)).ownerId).not.toBeNull();
    expect(await due()).not.toContain(claim.id);
  });

  it.each(['denied', 'paid', 'withdrawn', 'closed'])(
    'takes no claim to "%s" of which the claimant is not told why',
    async (status) => {
      const claim = await reviewedCase(ops);
      await expect(change(claim, `status = '${status}', ${AT_REST}`)).rejects.toMatchObject({
        constraint: 'claims_rest_is_told',
      });
      expect((await claimNow(ops, claim)).status).toBe('in_review');
    },
  );

  it('does not take what was told of an earlier end for what is told of this one', async () => {
    const claim = await reviewedCase(ops);
    await app.query(
      `INSERT INTO claim_events (lane, id, claim_id, version, at, kind, actor_id, actor_role, summary)
       VALUES ($1, $2, $3, $4, now(), 'claim.withdrawn', 'x', 'claimant', '{"en":"","zh-CN":""}')`,
      [claim.lane, `cev_${claim.id.slice(4)}`, claim.id, claim.version],
    );
    await expect(change(claim, `status = 'withdrawn', ${AT_REST}`)).rejects.toMatchObject({
      constraint: 'claims_rest_is_told',
    });
  });

  it('knows the same lines of the timeline as the rule', async () => {
    const { rows } = await app.query<{ body: string }>(
      `SELECT prosrc AS body FROM pg_proc WHERE proname = 'claims_are_told_their_end'`,
    );
    const kinds = [...(rows[0]?.body ?? '').matchAll(/'([a-z]+\.[a-z_]+)'/g)].map(
      ([, kind]) => kind,
    );
    expect(kinds.sort()).toEqual([...REST_EVENTS].sort());
  });
});
