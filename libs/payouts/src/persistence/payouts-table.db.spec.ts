import type { Client } from 'pg';

import { ClaimQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { newId } from '@app/kernel';

import {
  awaitingApproval,
  claimNow,
  decide,
  decisionsOf,
  giveVerdict,
  payingCase,
  reviewedCase,
} from '../../../../test/support/cases';
import { lodge, paidCase } from '../../../../test/support/lives';
import { TestOperations } from '../../../../test/support/test-operations';

const INSERT = `
  INSERT INTO payouts (lane, id, claim_id, decision_id, claim_line_id, currency, amount_minor, rail, payee, key,
                       request_digest, status, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, 'simulated', '{}', $2, '', 'created', now(), now())`;

interface Row {
  readonly claim: ClaimEntity;
  readonly decisionId: string;
  readonly lineId: string;
  readonly currency: string;
  readonly amountMinor: bigint;
}

/** What somebody who got past our code, with its rights in the database, could try. */
describe('the table of payouts', () => {
  let ops: TestOperations;
  let app: Client;
  let superuser: Client;
  beforeAll(async () => {
    ops = await TestOperations.start();
    app = await ops.libs.connectAs('ganpei_app');
    superuser = await ops.libs.connectAs(null);
  });
  afterAll(async () => {
    await ops.stop();
  });

  /** A row that is right in every respect, unless wished otherwise. */
  async function aRow(claim: ClaimEntity, wish: Partial<Row> = {}): Promise<Row> {
    const [line] = await ops.get(ClaimQueries).lines(ops.reads, claim);
    return {
      ...{ claim, decisionId: claim.decisionId ?? '', lineId: line?.id ?? '' },
      ...{ currency: 'CNY', amountMinor: line?.awardMinor ?? line?.amountMinor ?? 0n },
      ...wish,
    };
  }

  /** Inserts rows in one transaction that is rolled back; says what refused the last one. */
  async function tried(...rows: readonly Row[]): Promise<string> {
    await app.query('BEGIN');
    try {
      for (const { claim, decisionId, lineId, currency, amountMinor } of rows) {
        const id = newId('pyo', claim.lane);
        const values = [claim.lane, id, claim.id, decisionId, lineId, currency, amountMinor];
        await app.query(INSERT, values);
      }
      return 'taken';
    } catch (error) {
      return (error as { constraint?: string }).constraint ?? String(error);
    } finally {
      await app.query('ROLLBACK');
    }
  }

  async function approvedCase(): Promise<ClaimEntity> {
    const claim = await reviewedCase(ops, { amounts: [86_000n] });
    await decide(ops, claim);
    return claimNow(ops, claim);
  }

  it('takes exactly the award, and refuses another amount, currency, line, claim or decision', async () => {
    const [claim, other] = [await approvedCase(), await approvedCase()];
    const right = await aRow(claim);
    const foreign = await aRow(other);
    expect(await tried(right)).toBe('taken');
    const refused = 'payouts_approved_decision';
    expect(await tried({ ...right, amountMinor: 86_001n })).toBe(refused);
    expect(await tried({ ...right, amountMinor: 85_999n })).toBe(refused);
    expect(await tried({ ...right, currency: 'USD' })).toBe(refused);
    expect(await tried({ ...right, lineId: foreign.lineId })).toBe(refused);
    expect(await tried({ ...right, decisionId: foreign.decisionId })).toBe(refused);
    expect(await tried({ ...right, decisionId: 'dec_none' })).toBe(refused);
  });

  it('refuses a second payout for a line that is carried in full', async () => {
    const right = await aRow(await approvedCase());
    expect(await tried(right, right)).toBe('payouts_approved_decision');
  });

  it('refuses one of two payouts for a line that do not see each other', async () => {
    const right = await aRow(await approvedCase());
    const other = await ops.libs.connectAs('ganpei_app');
    const { claim, decisionId, lineId, currency, amountMinor } = right;
    const insert = (client: Client): Promise<unknown> => {
      const id = newId('pyo', claim.lane);
      const values = [claim.lane, id, claim.id, decisionId, lineId, currency, amountMinor];
      return client.query(INSERT, values);
    };
    await app.query('BEGIN');
    await insert(app);
    const { rows } = await other.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const second = insert(other).catch((error: unknown) => error);
    const isWaiting = `SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'`;
    while ((await superuser.query(isWaiting, [rows[0]?.pid])).rowCount === 0);
    await app.query('COMMIT');
    expect(await second).toMatchObject({ constraint: 'payouts_one_live_idx' });
  });

  it('takes exactly what is awarded on top of what was paid, and refuses the whole award', async () => {
    const claim = await paidCase(ops, { amounts: [60_000n], awards: [25_000n] });
    await lodge(ops, claim);
    await decide(ops, claim, { by: ops.staff.qian });
    const right = await aRow(await claimNow(ops, claim), { amountMinor: 35_000n });
    expect(await tried(right)).toBe('taken');
    const refused = 'payouts_approved_decision';
    expect(await tried({ ...right, amountMinor: 60_000n })).toBe(refused);
    expect(await tried({ ...right, amountMinor: 35_001n })).toBe(refused);
    expect(await tried(right, right)).toBe(refused);
    expect(await tried({ ...right, decisionId: claim.decisionId ?? '' })).toBe(refused);
  });

  it.each(['awaiting_approval', 'in_review', 'paying', 'denied', 'withdrawn'])(
    'refuses a payout while the claim is %s',
    async (status) => {
      const right = await aRow(await approvedCase());
      await superuser.query('SET session_replication_role = replica');
      await superuser.query('UPDATE claims SET status = $1 WHERE id = $2', [
        status,
        right.claim.id,
      ]);
      await superuser.query('SET session_replication_role = origin');
      expect(await tried(right)).toBe('payouts_approved_decision');
    },
  );

  it('refuses a payout without each approval that the decision needs', async () => {
    const { claim, decision } = await awaitingApproval(ops);
    // The application would not get here: its status says so, too.
    const pretend = `UPDATE claims SET status = 'approved', decision_id = $1 WHERE id = $2`;
    await superuser.query(pretend, [decision.id, claim.id]);
    const row = await aRow(claim, { decisionId: decision.id, amountMinor: 600_000n });
    expect(await tried(row)).toBe('payouts_approved_decision');
  });

  it('refuses a payout on a decision that an approver returned', async () => {
    const { claim, decision } = await awaitingApproval(ops);
    await giveVerdict(ops, decision, ops.staff.zhao, 'return');
    const pretend = `UPDATE claims SET status = 'approved', decision_id = $1 WHERE id = $2`;
    await superuser.query(pretend, [decision.id, claim.id]);
    // The table of approvals would refuse this, too.
    await superuser.query('ALTER TABLE decision_approvals DISABLE TRIGGER USER');
    await superuser.query(
      `INSERT INTO decision_approvals (lane, decision_id, approver_id, verdict, note, digest, approved_at)
       VALUES ($1, $2, $3, 'approve', 'by hand', $4, now())`,
      [decision.lane, decision.id, ops.staff.li.id, decision.digest],
    );
    await superuser.query('ALTER TABLE decision_approvals ENABLE TRIGGER USER');
    const row = await aRow(claim, { decisionId: decision.id, amountMinor: 600_000n });
    expect(await tried(row)).toBe('payouts_approved_decision');
  });

  it('refuses a payout on an approval of other content', async () => {
    const { claim, decision } = await awaitingApproval(ops);
    await giveVerdict(ops, decision, ops.staff.zhao);
    const row = await aRow(await claimNow(ops, claim));
    expect(await tried(row)).toBe('taken');
    await superuser.query(`ALTER TABLE decisions DISABLE TRIGGER USER`);
    await superuser.query(`UPDATE decisions SET digest = reverse(digest) WHERE id = $1`, [
      decision.id,
    ]);
    await superuser.query(`ALTER TABLE decisions ENABLE TRIGGER USER`);
    expect(await tried(row)).toBe('payouts_approved_decision');
  });

  it('refuses a payout on a decision to deny', async () => {
    const claim = await reviewedCase(ops, { amounts: [86_000n] });
    await decide(ops, claim, { outcome: 'deny' });
    const [denied] = await decisionsOf(ops, claim);
    await superuser.query(
      `UPDATE claims SET status = 'approved', decision_id = $1, next_step = 'open_payout',
        next_by = 'system', next_due_at = now() WHERE id = $2`,
      [denied?.id, claim.id],
    );
    const row = await aRow(claim, { decisionId: denied?.id ?? '', amountMinor: 86_000n });
    expect(await tried(row)).toBe('payouts_approved_decision');
  });

  it.each([
    'UPDATE payouts SET amount_minor = 1',
    `UPDATE payouts SET payee = '{}'`,
    `UPDATE payouts SET key = 'another'`,
    `UPDATE payouts SET request_digest = ''`,
    `UPDATE payouts SET rail = 'another'`,
    'DELETE FROM payouts',
    'UPDATE payout_attempts SET number = 2',
    'DELETE FROM payout_attempts',
    'UPDATE payout_answers SET applied = true',
    'DELETE FROM payout_answers',
    'DELETE FROM rail_notices',
  ])('lets the application not do this: %s', async (statement) => {
    await expect(app.query(statement)).rejects.toThrow('permission denied');
  });

  it('tells the amounts of its orders by the digest that was committed with them', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    await ops.advancePayout.run({ payoutId: payout!.id });
    const [call] = ops.way.calls.filter(({ order }) => order.reference === payout!.id);
    expect(call?.order.requestDigest).toBe(payout!.requestDigest);
    expect(call?.order.key).toBe(payout!.key);
  });
});
