import { ChangePayoutMethod, ReopenClaim } from '@app/claims';
import type { ClaimEntity, WantedPayoutMethod } from '@app/claims';
import type { Actor } from '@app/platform';

import { addAccount, becomes, hired } from '../../../../test/support/accounts';
import {
  awaitingApproval,
  claimNow,
  claimantOf,
  decide,
  giveVerdict,
  payoutsOf,
  reviewedCase,
} from '../../../../test/support/cases';
import { actsOn, jobsFor } from '../../../../test/support/claim-traces';
import { endOf } from '../../../../test/support/duels';
import { lodge } from '../../../../test/support/lives';
import { TestOperations } from '../../../../test/support/test-operations';
import type { DecisionEntity } from '../persistence/decision.entity';
import { AssessClaim } from './assess-claim';

const NAME = '林小满';
const ACCOUNT: WantedPayoutMethod = {
  route: 'account',
  account: { kind: 'bank', holderName: NAME, number: '6222 0202 0011 2233', bank: null },
};

interface Waiting {
  readonly claim: ClaimEntity;
  readonly decision: DecisionEntity;
}

describe('four eyes', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const namePayee = (claim: ClaimEntity, by: Actor): Promise<ClaimEntity> =>
    ops.transaction((tx) =>
      ops.get(ChangePayoutMethod).run(tx, by, { claimId: claim.id, method: ACCOUNT }),
    );

  /** Wang decided, was given it back, and Qian decided anew. */
  async function decidedTwice(): Promise<Waiting> {
    const { claim, decision } = await awaitingApproval(ops);
    await giveVerdict(ops, decision, ops.staff.zhao, 'return');
    return { claim, decision: await decide(ops, claim, { by: ops.staff.qian }) };
  }

  /** The agent Sun named the account at the wish of the claimant. */
  async function withPayeeBySun(): Promise<Waiting> {
    const claim = await reviewedCase(ops, { amounts: [600_000n], payerName: NAME });
    await namePayee(claim, ops.staff.sun);
    return { claim, decision: await decide(ops, await reviewed(claim)) };
  }

  /** Its assessment was asked for once more, because its payee is another one. */
  async function reviewed(claim: ClaimEntity): Promise<ClaimEntity> {
    await ops.get(AssessClaim).run({ claimId: claim.id });
    return claimNow(ops, claim);
  }

  const secondAccountOf = (person: Actor): Promise<Actor> => hired(ops, 'approver', { person });

  it.each<[string, () => Promise<Waiting>, (waiting: Waiting) => Promise<Actor>]>([
    ['whoever decided', () => awaitingApproval(ops), () => Promise.resolve(ops.staff.wang)],
    [
      'them under a second account',
      () => awaitingApproval(ops),
      () => secondAccountOf(ops.staff.wang),
    ],
    [
      'an account of the claimant',
      () => awaitingApproval(ops),
      ({ claim }) => hired(ops, 'approver', { partyId: claim.claimantPartyId }),
    ],
    [
      'a second account of the claimant, known by the person alone',
      () => awaitingApproval(ops),
      async ({ claim }) => {
        const claimant = claimantOf(claim);
        await ops.transaction((tx) => addAccount(tx, claimant));
        return secondAccountOf(claimant);
      },
    ],
    ['who decided before it was returned', decidedTwice, () => secondAccountOf(ops.staff.wang)],
    ['who named the payee', withPayeeBySun, () => secondAccountOf(ops.staff.sun)],
  ])('are not those of %s', async (_who, wait, approverOf) => {
    const waiting = await wait();
    const approver = await approverOf(waiting);
    if (approver.role !== 'approver') await becomes(ops, approver, 'approver');
    const by: Actor = { ...approver, role: 'approver' };
    const end = await endOf(giveVerdict(ops, waiting.decision, by));
    if (approver.role !== 'approver') await becomes(ops, approver, approver.role as 'reviewer');
    expect(end).toBe('approval.own_hand');
    expect((await claimNow(ops, waiting.claim)).status).toBe('awaiting_approval');
    expect(await endOf(giveVerdict(ops, waiting.decision, ops.staff.li))).toBe('done');
  });

  it('are not those of whoever named the payee when it is decided', async () => {
    const claim = await reviewedCase(ops, { payerName: NAME });
    await namePayee(claim, ops.staff.sun);
    const by = await hired(ops, 'reviewer', { person: ops.staff.sun });
    expect(await endOf(decide(ops, await reviewed(claim), { by }))).toBe('decision.own_claim');
  });

  it('leave the names of all who had a hand in it on the claim, each once', async () => {
    const { claim, decision } = await awaitingApproval(ops);
    await giveVerdict(ops, decision, ops.staff.zhao, 'return');
    const next = await decide(ops, claim);
    await giveVerdict(ops, next, ops.staff.zhao);
    const { hands, earlierHands } = await claimNow(ops, claim);
    expect(hands).toEqual([ops.staff.wang.personId, ops.staff.zhao.personId].sort());
    expect(earlierHands).toEqual([]);
  });

  describe('on a claim that is open again', () => {
    async function openAgain(): Promise<ClaimEntity> {
      const claim = await reviewedCase(ops, { amounts: [600_000n] });
      await decide(ops, claim, { outcome: 'deny' });
      await ops.transaction((tx) =>
        ops.get(ReopenClaim).run(tx, ops.staff.li, { claimId: claim.id, reason: 'New proof.' }),
      );
      return claimNow(ops, claim);
    }

    it('are not those of whoever had a hand in it before', async () => {
      const claim = await openAgain();
      expect(claim.earlierHands).toEqual([ops.staff.wang.personId]);
      expect(await endOf(decide(ops, claim))).toBe('decision.own_hand');
      const second = await hired(ops, 'reviewer', { person: ops.staff.wang });
      expect(await endOf(decide(ops, claim, { by: second }))).toBe('decision.own_hand');
      const decision = await decide(ops, claim, { by: ops.staff.qian });
      const hat = await secondAccountOf(ops.staff.wang);
      expect(await endOf(giveVerdict(ops, decision, hat))).toBe('approval.own_hand');
      expect(await endOf(giveVerdict(ops, decision, ops.staff.zhao))).toBe('done');
    });

    it('are not those of somebody who turned out to be one of them', async () => {
      const claim = await openAgain();
      const owner = await ops.libs.connectAs(null);
      const first = await hired(ops, 'reviewer');
      const { id } = ops.staff.wang;
      await owner.query('UPDATE users SET person_id = $2 WHERE id = $1', [id, first.personId]);
      expect(await endOf(decide(ops, claim, { by: first }))).toBe('decision.own_hand');
      await owner.query('UPDATE users SET person_id = id WHERE id = $1', [id]);
    });

    it('are not those of the agent who lodged the appeal that is answered', async () => {
      const claim = await reviewedCase(ops, { amounts: [600_000n] });
      await decide(ops, claim, { outcome: 'deny' });
      await lodge(ops, claim, { by: ops.staff.sun });
      const { earlierHands } = await claimNow(ops, claim);
      expect(earlierHands).toContain(ops.staff.sun.personId);
      const answer = await decide(ops, claim, { by: ops.staff.qian });
      const hat = await secondAccountOf(ops.staff.sun);
      expect(await endOf(giveVerdict(ops, answer, hat))).toBe('approval.own_hand');
      expect(await endOf(giveVerdict(ops, answer, ops.staff.zhao))).toBe('done');
    });

    it('are those of whoever decided since, when it was returned to them', async () => {
      const claim = await openAgain();
      const decision = await decide(ops, claim, { by: ops.staff.qian });
      await giveVerdict(ops, decision, ops.staff.zhao, 'return');
      expect(await endOf(decide(ops, claim, { by: ops.staff.qian }))).toBe('done');
    });
  });

  describe('are counted once more when a payout is opened', () => {
    const open = (claim: ClaimEntity): Promise<void> => ops.openPayouts.run({ claimId: claim.id });

    async function approved(): Promise<Waiting & { approver: Actor }> {
      const waiting = await awaitingApproval(ops);
      const approver = await hired(ops, 'approver');
      await giveVerdict(ops, waiting.decision, approver);
      return { ...waiting, approver };
    }

    it('and are there', async () => {
      const { claim } = await approved();
      await open(claim);
      expect(await payoutsOf(ops, claim)).toHaveLength(1);
    });

    it('and are one person too few when two accounts turn out to be one: another is asked', async () => {
      const { claim, decision, approver } = await approved();
      const owner = await ops.libs.connectAs(null);
      const { personId } = ops.staff.wang;
      await owner.query('UPDATE users SET person_id = $2 WHERE id = $1', [approver.id, personId]);
      for (let attempt = 0; attempt < 2; attempt += 1) await open(claim);
      expect(await payoutsOf(ops, claim)).toEqual([]);
      expect(await claimNow(ops, claim)).toMatchObject({
        status: 'approved',
        nextStep: 'confirm_award',
        nextBy: 'approver',
      });
      expect((await actsOn(ops, claim)).filter((act) => act === 'payout.stopped')).toHaveLength(1);
      const same = { ...approver, personId };
      expect(await endOf(giveVerdict(ops, decision, same))).toBe('approval.own_hand');
      await giveVerdict(ops, decision, ops.staff.li);
      expect(await jobsFor(ops, claim, 'open-payouts')).toBe(2);
      await open(claim);
      expect(await payoutsOf(ops, claim)).toHaveLength(1);
      expect(await endOf(giveVerdict(ops, decision, ops.staff.zhao))).toBe('approval.not_awaited');
    });

    it('and nobody approves what has its approvals', async () => {
      const { decision } = await approved();
      expect(await endOf(giveVerdict(ops, decision, ops.staff.li))).toBe('approval.not_needed');
    });

    it('and looked at something else when the claim has changed since', async () => {
      const { claim } = await approved();
      const owner = await ops.libs.connectAs(null);
      await owner.query(
        'UPDATE claims SET content_version = content_version + 1 WHERE lane = $1 AND id = $2',
        [claim.lane, claim.id],
      );
      await expect(open(claim)).rejects.toMatchObject({
        driverError: { constraint: 'payouts_eyes' },
      });
      expect(await payoutsOf(ops, claim)).toEqual([]);
    });
  });
});
