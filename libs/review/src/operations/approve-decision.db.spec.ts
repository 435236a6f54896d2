import { WithdrawClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { newId } from '@app/kernel';
import { Money } from '@app/money';
import { PaymentEntity, RecordRefund } from '@app/payments';

import {
  aClaimant,
  awaitingApproval,
  claimNow,
  claimantOf,
  decide,
  giveVerdict,
} from '../../../../test/support/cases';
import { actsOn, bookingsOf, jobsFor } from '../../../../test/support/claim-traces';
import { duel, endOf, later } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { DecisionApprovalEntity } from '../persistence/decision-approval.entity';
import type { DecisionEntity } from '../persistence/decision.entity';

const ROUNDS = 20;
const YEARLY_CAP_MINOR = 100_000_000n;

describe('approving a decision', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const approvalsOf = ({ lane, id }: DecisionEntity): Promise<DecisionApprovalEntity[]> =>
    ops.reads.findBy(DecisionApprovalEntity, { lane, decisionId: id });

  async function refund(claim: ClaimEntity, amountMinor: bigint, number = 1): Promise<void> {
    const [line] = await ops.reads.query<{ payment_id: string }[]>(
      'SELECT payment_id FROM claim_lines WHERE lane = $1 AND claim_id = $2 ORDER BY position',
      [claim.lane, claim.id],
    );
    const { lane } = claim;
    const payment = await ops.reads.findOneByOrFail(PaymentEntity, { lane, id: line!.payment_id });
    await ops.transaction((tx) =>
      ops.get(RecordRefund).run(tx, {
        source: payment.source,
        paymentSourceId: payment.sourceId,
        refundId: `refund-${number}`,
        money: Money.of(amountMinor, payment.currency),
        refundedAt: ops.clock.now(),
        status: 'succeeded',
      }),
    );
  }

  it('makes it final, books it and rings for the payout', async () => {
    const { claim, decision } = await awaitingApproval(ops);
    await giveVerdict(ops, decision, ops.staff.zhao);
    expect(await claimNow(ops, claim)).toMatchObject({
      status: 'approved',
      awardedMinor: 600_000n,
      decisionId: decision.id,
    });
    expect((await bookingsOf(ops, claim)).at(-1)).toBe('E09 2010/2030 600000');
    expect(await jobsFor(ops, claim, 'open-payouts')).toBe(1);
    expect(await actsOn(ops, claim)).toContain('decision.approved');
    const [approval] = await approvalsOf(decision);
    expect(approval).toMatchObject({ approverId: ops.staff.zhao.id, digest: decision.digest });
  });

  it('or returning it sends the claim back to review, and the next decision counts', async () => {
    const { claim, decision } = await awaitingApproval(ops);
    await giveVerdict(ops, decision, ops.staff.zhao, 'return');
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'in_review', nextStep: 'review' });
    const next = await decide(ops, claim, { outcome: 'partial', awards: [590_000n] });
    expect(await endOf(giveVerdict(ops, decision, ops.staff.li))).toBe('approval.not_awaited');
    // Whoever returned the first one may judge the second.
    await giveVerdict(ops, next, ops.staff.zhao);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'approved', decisionId: next.id });
    expect(await ops.broken()).toEqual([]);
  });

  it('is refused for a decision that does not exist', async () => {
    const decision = { id: newId('dec', 3) };
    expect(await endOf(giveVerdict(ops, decision, ops.staff.zhao))).toBe('decision.not_found');
  });

  describe(`in a duel, ${ROUNDS} times out of ${ROUNDS}`, () => {
    it('of one person with themselves counts once', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { claim, decision } = await awaitingApproval(ops);
        const approve = (): Promise<void> => giveVerdict(ops, decision, ops.staff.zhao);
        expect(await duel(approve, approve)).toEqual(['approval.own_hand', 'done']);
        expect(await approvalsOf(decision)).toHaveLength(1);
        expect(await jobsFor(ops, claim, 'open-payouts')).toBe(1);
      }
      expect(await ops.broken()).toEqual([]);
    });

    it('of two people makes the claim final once', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { claim, decision } = await awaitingApproval(ops);
        const ends = await duel(
          () => giveVerdict(ops, decision, ops.staff.zhao),
          () => giveVerdict(ops, decision, ops.staff.li),
        );
        expect(ends).toEqual(['approval.not_needed', 'done']);
        expect(await jobsFor(ops, claim, 'open-payouts')).toBe(1);
        expect(
          (await bookingsOf(ops, claim)).filter((text) => text.startsWith('E09')),
        ).toHaveLength(1);
      }
    });

    it('with somebody who returns it has one winner', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { decision } = await awaitingApproval(ops);
        const works = [
          () => giveVerdict(ops, decision, ops.staff.zhao, 'approve'),
          () => giveVerdict(ops, decision, ops.staff.li, 'return'),
        ];
        const ends = await duel(...(round % 2 === 0 ? works : works.reverse()));
        expect(ends).toEqual(['approval.not_awaited', 'done']);
      }
      expect(await ops.broken()).toEqual([]);
    });

    it('with the claimant who withdraws has one winner', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { claim, decision } = await awaitingApproval(ops);
        const input = { claimId: claim.id, reason: null };
        const ends = await duel(
          () => giveVerdict(ops, decision, ops.staff.zhao),
          later(round, () =>
            ops.transaction((tx) => ops.get(WithdrawClaim).run(tx, claimantOf(claim), input)),
          ),
        );
        const { status } = await claimNow(ops, claim);
        const refusal = status === 'approved' ? 'claim.cannot_advance' : 'approval.not_awaited';
        expect(ends).toEqual([refusal, 'done']);
      }
      expect(await ops.broken()).toEqual([]);
    });

    it('of two claims for what is left of the year, one gets it', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const claimant = aClaimant();
        const amounts = [60_000_000n];
        const one = await awaitingApproval(ops, { claimant, amounts });
        const other = await awaitingApproval(ops, { claimant, amounts });
        const ends = await duel(
          () => giveVerdict(ops, one.decision, ops.staff.zhao),
          () => giveVerdict(ops, other.decision, ops.staff.zhao),
        );
        expect(ends).toEqual(['decision.no_longer_covered', 'done']);
        const claims = [await claimNow(ops, one.claim), await claimNow(ops, other.claim)];
        const awarded = claims.reduce((sum, claim) => sum + (claim.awardedMinor ?? 0n), 0n);
        expect(awarded).toBe(60_000_000n);
        expect(awarded).toBeLessThanOrEqual(YEARLY_CAP_MINOR);
      }
      expect(await ops.broken()).toEqual([]);
    });

    it('with a refund: it comes before and stops the award, or after', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { claim, decision } = await awaitingApproval(ops);
        const ends = await duel(
          () => giveVerdict(ops, decision, ops.staff.zhao),
          later(round, () => refund(claim, 100n)),
        );
        const { status } = await claimNow(ops, claim);
        expect(ends).toEqual(
          status === 'approved' ? ['done', 'done'] : ['decision.no_longer_covered', 'done'],
        );
      }
    });
  });

  it('is refused when a refund came in since the decision, which can be returned then', async () => {
    const { claim, decision } = await awaitingApproval(ops);
    await refund(claim, 100n);
    expect(await endOf(giveVerdict(ops, decision, ops.staff.zhao))).toBe(
      'decision.no_longer_covered',
    );
    expect(await claimNow(ops, claim)).toEqual(claim);
    expect(await approvalsOf(decision)).toEqual([]);
    await giveVerdict(ops, decision, ops.staff.zhao, 'return');
    expect(await endOf(decide(ops, claim))).toBe('decision.award_above_policy');
    const lower = await decide(ops, claim, { awards: [599_900n] });
    await giveVerdict(ops, lower, ops.staff.zhao);
    expect(await claimNow(ops, claim)).toMatchObject({ awardedMinor: 599_900n });
    expect(await ops.broken()).toEqual([]);
  });
});
