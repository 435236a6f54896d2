import { AddEvidence, ChangePayoutMethod, WithdrawClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { ApproveVersion, ProposeVersion } from '@app/programs';

import { aWrittenVersion } from '../../../programs/src/testing/proposed-versions';
import { becomes, hired } from '../../../../test/support/accounts';
import {
  aClaimant,
  awaitingApproval,
  claimNow,
  claimantOf,
  decide,
  decisionsOf,
  evidenceFor,
  giveVerdict,
  payoutsOf,
  reviewedCase,
} from '../../../../test/support/cases';
import { bookingsOf, decisionStatusNow } from '../../../../test/support/claim-traces';
import { duel, later } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { DecisionApprovalEntity } from '../persistence/decision-approval.entity';
import type { DecisionEntity } from '../persistence/decision.entity';
import { AssessClaim } from './assess-claim';
import { RecallDecision } from './recall-decision';

const ROUNDS = 10;
const NAME = '林小满';

describe(`a decision in a duel, ${ROUNDS} times out of ${ROUNDS}`, () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const statusOf = (decision: DecisionEntity): Promise<string> => decisionStatusNow(ops, decision);

  const addFile = (claim: ClaimEntity) => (): Promise<unknown> =>
    ops.transaction((tx) =>
      ops
        .get(AddEvidence)
        .run(tx, claimantOf(claim), evidenceFor(claim, 'identity', `later ${claim.id}`)),
    );

  const withdraw = (claim: ClaimEntity) => (): Promise<unknown> =>
    ops.transaction((tx) =>
      ops.get(WithdrawClaim).run(tx, claimantOf(claim), { claimId: claim.id, reason: null }),
    );

  const namePayee = (claim: ClaimEntity) => (): Promise<unknown> =>
    ops.transaction((tx) =>
      ops.get(ChangePayoutMethod).run(tx, claimantOf(claim), {
        claimId: claim.id,
        method: {
          route: 'account',
          account: {
            kind: 'bank',
            holderName: NAME,
            number: `6222 0202 ${claim.reference}`,
            bank: null,
          },
        },
      }),
    );

  const recall = (decision: DecisionEntity) => (): Promise<unknown> =>
    ops.transaction((tx) =>
      ops
        .get(RecallDecision)
        .run(tx, ops.staff.wang, { decisionId: decision.id, reason: 'An error.' }),
    );

  const approve =
    (decision: DecisionEntity, by = ops.staff.zhao) =>
    (): Promise<unknown> =>
      giveVerdict(ops, decision, by);

  /** Who comes first changes from round to round. */
  const inTurn = (round: number, ...works: readonly (() => Promise<unknown>)[]) =>
    works.map((work, index) => later(index === round % 2 ? round : 0, work));

  it('of two people at the last step is paid once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { claim, decision } = await awaitingApproval(ops);
      const ends = await duel(approve(decision, ops.staff.zhao), approve(decision, ops.staff.li));
      expect(ends).toEqual(['approval.not_needed', 'done']);
      await duel(
        () => ops.openPayouts.run({ claimId: claim.id }),
        () => ops.openPayouts.run({ claimId: claim.id }),
      );
      expect(await payoutsOf(ops, claim)).toHaveLength(1);
    }
  });

  it('with a file that comes in: it voids the decision, or comes after the approval', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { claim, decision } = await awaitingApproval(ops);
      const ends = await duel(...inTurn(round, approve(decision), addFile(claim)));
      const { status } = await claimNow(ops, claim);
      expect([status, ...ends, await statusOf(decision)]).toEqual(
        status === 'approved'
          ? ['approved', 'done', 'done', 'final']
          : ['in_review', 'approval.not_awaited', 'done', 'void'],
      );
    }
  });

  it('with the claimant who withdraws has one winner', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { claim, decision } = await awaitingApproval(ops);
      const ends = await duel(...inTurn(round, approve(decision), withdraw(claim)));
      const { status } = await claimNow(ops, claim);
      expect([status, ...ends, await statusOf(decision)]).toEqual(
        status === 'approved'
          ? ['approved', 'claim.cannot_advance', 'done', 'final']
          : ['withdrawn', 'approval.not_awaited', 'done', 'void'],
      );
    }
  });

  it('with another payee has one winner', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { claim, decision } = await awaitingApproval(ops, { payerName: NAME });
      const ends = await duel(...inTurn(round, approve(decision), namePayee(claim)));
      const { status, payoutMethod } = await claimNow(ops, claim);
      expect([status, payoutMethod.route, ...ends, await statusOf(decision)]).toEqual(
        status === 'approved'
          ? ['approved', 'original', 'done', 'payee.approved', 'final']
          : ['assessing', 'account', 'approval.not_awaited', 'done', 'void'],
      );
    }
  });

  it('with its recall has one winner', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { claim, decision } = await awaitingApproval(ops);
      const ends = await duel(...inTurn(round, approve(decision), recall(decision)));
      expect(ends).toEqual(['approval.not_awaited', 'done']);
      const { status } = await claimNow(ops, claim);
      expect(await statusOf(decision)).toBe(status === 'approved' ? 'final' : 'recalled');
      const awards = (await bookingsOf(ops, claim)).filter((text) => text.startsWith('E09'));
      expect(awards).toHaveLength(status === 'approved' ? 1 : 0);
    }
  });

  it('with its return has one winner', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { decision } = await awaitingApproval(ops);
      const giveBack = (): Promise<void> => giveVerdict(ops, decision, ops.staff.li, 'return');
      const ends = await duel(...inTurn(round, giveBack, recall(decision)));
      expect(ends).toEqual(['approval.not_awaited', 'done']);
    }
  });

  it('with the claimant who withdraws before it is taken has one winner', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await reviewedCase(ops);
      const ends = await duel(...inTurn(round, () => decide(ops, claim), withdraw(claim)));
      const { status } = await claimNow(ops, claim);
      expect([status, ...ends]).toEqual(
        status === 'approved'
          ? ['approved', 'claim.cannot_advance', 'done']
          : ['withdrawn', 'decision.not_possible', 'done'],
      );
      expect(await decisionsOf(ops, claim)).toHaveLength(status === 'approved' ? 1 : 0);
    }
  });

  it('of one claimant on two claims does not pass below the threshold twice', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claimant = aClaimant();
      const amounts = [300_000n];
      const one = await reviewedCase(ops, { claimant, amounts });
      const other = await reviewedCase(ops, { claimant, amounts });
      const ends = await duel(
        () => decide(ops, one, { by: ops.staff.wang }),
        () => decide(ops, other, { by: ops.staff.qian }),
      );
      expect(ends).toEqual(['done', 'done']);
      const statuses = [await claimNow(ops, one), await claimNow(ops, other)];
      expect(statuses.map(({ status }) => status).sort()).toEqual([
        'approved',
        'awaiting_approval',
      ]);
    }
  });

  it('of two claimants with one account does not pass below the threshold twice', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const pair = [300_000n, 300_000n].map((amount) => ({
        ...{ amounts: [amount], claimant: aClaimant(), payerName: NAME },
      }));
      const claims: ClaimEntity[] = [];
      for (const wish of pair) {
        const claim = await reviewedCase(ops, wish);
        await namePayee({ ...claim, reference: `of ${String(round)}` })();
        claims.push(await assessed(claim));
      }
      const ends = await duel(
        ...claims.map((claim, index) => () => {
          const by = index === 0 ? ops.staff.wang : ops.staff.qian;
          return decide(ops, claim, { by });
        }),
      );
      expect(ends).toEqual(['done', 'done']);
      const statuses = await Promise.all(claims.map((claim) => claimNow(ops, claim)));
      expect(statuses.map(({ status }) => status).sort()).toEqual([
        'approved',
        'awaiting_approval',
      ]);
    }
  });

  async function assessed(claim: ClaimEntity): Promise<ClaimEntity> {
    await ops.get(AssessClaim).run({ claimId: claim.id });
    return claimNow(ops, claim);
  }

  it('with the role of the approver: it counts while it is theirs', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { claim, decision } = await awaitingApproval(ops);
      const approver = await hired(ops, 'approver');
      const revoke = (): Promise<void> => becomes(ops, approver, 'auditor');
      const ends = await duel(...inTurn(round, approve(decision, approver), revoke));
      const { status } = await claimNow(ops, claim);
      expect([status, ...ends]).toEqual(
        status === 'approved'
          ? ['approved', 'done', 'done']
          : ['awaiting_approval', 'auth.role_changed', 'done'],
      );
      const { lane, id: decisionId } = decision;
      const given = await ops.reads.countBy(DecisionApprovalEntity, { lane, decisionId });
      expect(given).toBe(status === 'approved' ? 1 : 0);
    }
  });

  it('with a new version of its policy stands by the one that it was decided under', async () => {
    const proposer = await hired(ops, 'operator');
    for (let round = 0; round < ROUNDS; round += 1) {
      const { claim, decision } = await awaitingApproval(ops);
      const written = aWrittenVersion(`0.${String(round + 2)}.0`, {
        effective: { from: `21${String(10 + round)}-01-01`, to: null },
      });
      const { id: versionId } = await ops.transaction((tx) =>
        ops.get(ProposeVersion).run(tx, proposer, { ...written, reason: 'Anew.' }),
      );
      const publish = (): Promise<unknown> =>
        ops.transaction((tx) =>
          ops.get(ApproveVersion).run(tx, ops.staff.li, {
            versionId,
            verdict: 'approve',
            note: 'Seen.',
          }),
        );
      const ends = await duel(...inTurn(round, approve(decision), publish));
      expect(ends).toEqual(['done', 'done']);
      expect(await claimNow(ops, claim)).toMatchObject({
        status: 'approved',
        packVersion: claim.packVersion,
      });
    }
  });

  it('leaves books that hold', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
