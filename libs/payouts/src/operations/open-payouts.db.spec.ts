import type { Client } from 'pg';

import { AuditTrail } from '@app/audit';
import { ChangeClaim, ClaimLineEntity, ClaimQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { newId } from '@app/kernel';
import { PaymentEntity, PaymentQueries } from '@app/payments';
import type { DecisionEntity } from '@app/review';

import {
  actsOn,
  awaitingApproval,
  bookingsOf,
  claimNow,
  decide,
  decisionsOf,
  duel,
  endOf,
  giveVerdict,
  payingCase,
  payoutsOf,
  reviewedCase,
} from '../../../../test/support/cases';
import { TestOperations } from '../../../../test/support/test-operations';
import { RailDirectory } from '../rails/rail-directory';
import { OpenPayouts } from './open-payouts';

const ROUNDS = 20;

describe('opening the payouts of a claim', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  async function approvedCase(amounts: readonly bigint[] = [86_000n]): Promise<ClaimEntity> {
    const claim = await reviewedCase(ops, { amounts });
    await decide(ops, claim);
    return claimNow(ops, claim);
  }

  it('sends each award back the way its own payment came', async () => {
    const claim = await approvedCase([10_000n, 20_000n, 30_000n]);
    await ops.openPayouts.run({ claimId: claim.id });
    const lines = await ops.get(ClaimQueries).lines(ops.reads, claim);
    const payouts = await payoutsOf(ops, claim);
    expect(payouts).toHaveLength(3);
    for (const line of lines) {
      const payment = await ops.reads.findOneByOrFail(PaymentEntity, {
        lane: claim.lane,
        id: line.paymentId,
      });
      expect(payouts.find(({ claimLineId }) => claimLineId === line.id)).toMatchObject({
        status: 'created',
        amountMinor: line.amountMinor,
        currency: 'CNY',
        rail: 'simulated',
        payee: {
          route: 'original',
          paymentSource: payment.source,
          paymentSourceId: payment.sourceId,
        },
        fence: 0,
        firstSentAt: null,
      });
    }
    expect(new Set(payouts.map(({ key }) => key)).size).toBe(3);
    expect(await claimNow(ops, claim)).toMatchObject({
      status: 'paying',
      nextStep: 'settle_payout',
    });
    const jobs = await Promise.all(
      payouts.map(({ id }) => ops.jobs('advance-payout', { payoutId: id })),
    );
    expect(jobs.map(({ length }) => length)).toEqual([1, 1, 1]);
    const acts = await actsOn(ops, claim);
    expect(acts.filter((act) => act === 'payout.opened')).toHaveLength(3);
  });

  it('opens none for a line that was awarded nothing', async () => {
    const claim = await reviewedCase(ops, { amounts: [10_000n, 20_000n] });
    await decide(ops, claim, { outcome: 'partial', awards: [0n, 15_000n] });
    await ops.openPayouts.run({ claimId: claim.id });
    const payouts = await payoutsOf(ops, claim);
    expect(payouts.map(({ amountMinor }) => amountMinor)).toEqual([15_000n]);
  });

  it(`happens once when it rings twice at once, ${ROUNDS} times out of ${ROUNDS}`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await approvedCase();
      const open = (): Promise<void> => ops.openPayouts.run({ claimId: claim.id });
      expect(await duel(open, open)).toEqual(['done', 'done']);
      expect(await payoutsOf(ops, claim)).toHaveLength(1);
    }
    expect(await ops.broken()).toEqual([]);
  });

  it('does nothing for a claim that is not approved', async () => {
    const { claim } = await awaitingApproval(ops);
    await ops.openPayouts.run({ claimId: claim.id });
    expect(await payoutsOf(ops, claim)).toEqual([]);
    expect(await claimNow(ops, claim)).toEqual(claim);
  });

  it('waits while no rail is configured, and says so', async () => {
    const claim = await approvedCase();
    const withoutRails = new OpenPayouts(
      ops.libs.unitOfWork,
      ops.get(ChangeClaim),
      ops.get(ClaimQueries),
      ops.get(PaymentQueries),
      new RailDirectory([]),
      ops.get(AuditTrail),
      ops.clock,
    );
    expect(await endOf(withoutRails.run({ claimId: claim.id }))).toBe('payout.no_rail');
    expect(await claimNow(ops, claim)).toEqual(claim);
    await ops.openPayouts.run({ claimId: claim.id });
    expect(await payoutsOf(ops, claim)).toHaveLength(1);
  });

  describe('past the application', () => {
    let client: Client;
    beforeAll(async () => {
      client = await ops.libs.connectAs('ganpei_app');
    });

    interface Forged {
      readonly amountMinor?: bigint;
      readonly currency?: string;
      readonly claimId?: string;
      readonly decisionId?: string;
      readonly lineId?: string;
    }

    /** Inserts a payout by hand for the first line of a claim, with something changed. */
    async function insert(
      claim: ClaimEntity,
      decision: DecisionEntity,
      forged: Forged = {},
    ): Promise<string> {
      const [line] = await ops.get(ClaimQueries).lines(ops.reads, claim);
      const id = newId('pyo', claim.lane);
      return client
        .query(
          `INSERT INTO payouts (lane, id, claim_id, decision_id, claim_line_id, currency, amount_minor,
             rail, payee, key, request_digest, status, created_at, updated_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, 'simulated', '{}', $2, 'digest', 'created', now(), now())`,
          [
            claim.lane,
            id,
            forged.claimId ?? claim.id,
            forged.decisionId ?? decision.id,
            forged.lineId ?? line!.id,
            forged.currency ?? 'CNY',
            (forged.amountMinor ?? 86_000n).toString(),
          ],
        )
        .then(
          () => 'done',
          (error: unknown) => (error as { constraint?: string }).constraint ?? String(error),
        );
    }

    it('the database takes exactly what was decided, once', async () => {
      const claim = await approvedCase();
      const [decision] = await decisionsOf(ops, claim);
      expect(await insert(claim, decision!)).toBe('done');
      expect(await insert(claim, decision!)).toBe('payouts_one_live_idx');
    });

    it.each<[string, Forged | ((other: ClaimEntity) => Promise<Forged>)]>([
      ['a cent more', { amountMinor: 86_001n }],
      ['a cent less', { amountMinor: 85_999n }],
      ['another currency', { currency: 'USD' }],
      ['a decision that does not exist', { decisionId: newId('dec', 1) }],
      ['the decision of another claim', async (other) => ({ decisionId: await decisionIn(other) })],
      ['the line of another claim', async (other) => ({ lineId: await lineIn(other) })],
      ['another claim', (other) => Promise.resolve({ claimId: other.id })],
    ])('the database refuses %s', async (_what, forged) => {
      const claim = await approvedCase();
      const other = await approvedCase();
      const [decision] = await decisionsOf(ops, claim);
      const change = typeof forged === 'function' ? await forged(other) : forged;
      expect(await insert(claim, decision!, change)).toBe('payouts_approved_decision');
    });

    const decisionIn = async (claim: ClaimEntity): Promise<string> =>
      (await decisionsOf(ops, claim))[0]!.id;
    const lineIn = async ({ lane, id }: ClaimEntity): Promise<string> =>
      (await ops.reads.findOneByOrFail(ClaimLineEntity, { lane, claimId: id })).id;

    it('the database refuses a decision that waits for its second person', async () => {
      const { claim, decision } = await awaitingApproval(ops, { amounts: [600_000n] });
      const large = { amountMinor: 600_000n };
      expect(await insert(claim, decision, large)).toBe('payouts_approved_decision');
      await giveVerdict(ops, decision, ops.staff.zhao);
      expect(await insert(claim, decision, large)).toBe('done');
    });

    it('the database refuses a decision that was returned', async () => {
      const { claim, decision } = await awaitingApproval(ops, { amounts: [600_000n] });
      await giveVerdict(ops, decision, ops.staff.zhao, 'return');
      expect(await insert(claim, decision, { amountMinor: 600_000n })).toBe(
        'payouts_approved_decision',
      );
    });

    it('the database refuses a decision that did not approve the claim as it stands', async () => {
      // Approved by hand after the claim was withdrawn: enough names, but nothing to pay.
      const { claim, decision } = await awaitingApproval(ops, { amounts: [600_000n] });
      await client.query(
        `INSERT INTO decision_approvals (lane, decision_id, approver_id, verdict, note, digest, approved_at)
         VALUES ($1, $2, $3, 'approve', 'by hand', $4, now())`,
        [decision.lane, decision.id, ops.staff.li.id, decision.digest],
      );
      expect(await insert(claim, decision, { amountMinor: 600_000n })).toBe(
        'payouts_approved_decision',
      );
    });

    it('the database refuses to pay a denial', async () => {
      const claim = await reviewedCase(ops);
      const decision = await decide(ops, claim, { outcome: 'deny' });
      expect(await insert(claim, decision)).toBe('payouts_approved_decision');
    });

    it.each(['amount_minor = 1', "payee = '{}'", "key = 'x'", "decision_id = 'x'", 'lane = lane'])(
      'nobody may set %s of a payout that exists',
      async (change) => {
        await payingCase(ops);
        await expect(client.query(`UPDATE payouts SET ${change}`)).rejects.toThrow(
          /permission denied/,
        );
      },
    );

    it.each(['payout_attempts', 'payout_answers'])(
      'nobody changes or deletes %s',
      async (table) => {
        const [payout] = await payingCase(ops);
        await ops.advancePayout.run({ payoutId: payout!.id });
        for (const role of ['ganpei_app', 'ganpei_owner'] as const) {
          const anybody = await ops.libs.connectAs(role);
          for (const change of [`UPDATE ${table} SET lane = lane`, `DELETE FROM ${table}`]) {
            await expect(anybody.query(change)).rejects.toThrow(/permission denied|append|only/i);
          }
        }
      },
    );
  });

  it('books nothing yet: the money is on its way only when a rail is asked', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    expect(await bookingsOf(ops, { id: payout!.claimId })).toEqual([
      'E04 9100/9101 15000',
      'E05 5010/2010 15000',
      'E09 2010/2030 15000',
    ]);
    expect(ops.rail.book().of(payout!.id)).toEqual([]);
  });
});
