import { ClaimQueries } from '@app/claims';
import type { Actor } from '@app/platform';

import { hired } from '../../../../test/support/accounts';
import {
  awaitingApproval,
  claimNow,
  decide,
  giveVerdict,
  handIn,
  reviewedCase,
} from '../../../../test/support/cases';
import { actsOn, bookingsOf, decisionStatusNow } from '../../../../test/support/claim-traces';
import { endOf } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import type { DecisionEntity } from '../persistence/decision.entity';
import { RecallDecision } from './recall-decision';

describe('recalling a decision', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const recall = ({ id }: DecisionEntity, by: Actor = ops.staff.wang): Promise<unknown> =>
    ops.transaction((tx) =>
      ops.get(RecallDecision).run(tx, by, { decisionId: id, reason: 'I took the wrong line.' }),
    );
  const statusOf = (decision: DecisionEntity): Promise<string> => decisionStatusNow(ops, decision);

  it('gives the claim back to the reviewer, books nothing, and is told', async () => {
    const { claim, decision } = await awaitingApproval(ops);
    const before = await bookingsOf(ops, claim);
    await recall(decision);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'in_review', nextStep: 'review' });
    expect(await statusOf(decision)).toBe('recalled');
    expect(await bookingsOf(ops, claim)).toEqual(before);
    expect(await actsOn(ops, claim)).toContain('decision.recalled');
    const told = (await ops.get(ClaimQueries).timeline(ops.reads, claim)).at(-1);
    expect(told).toMatchObject({ kind: 'claim.decision_recalled' });
    expect(told?.summary.en).not.toMatch(/wrong line/);
  });

  it('leaves nothing to approve or to recall; the next decision counts', async () => {
    const { claim, decision } = await awaitingApproval(ops);
    await recall(decision);
    expect(await endOf(giveVerdict(ops, decision, ops.staff.zhao))).toBe('approval.not_awaited');
    expect(await endOf(recall(decision))).toBe('approval.not_awaited');
    const next = await decide(ops, claim, { outcome: 'partial', awards: [590_000n] });
    expect(await statusOf(decision)).toBe('recalled');
    expect(await statusOf(next)).toBe('awaiting_approval');
    expect(await endOf(giveVerdict(ops, decision, ops.staff.zhao))).toBe('approval.not_awaited');
    await giveVerdict(ops, next, ops.staff.zhao);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'approved', decisionId: next.id });
    expect(await ops.broken()).toEqual([]);
  });

  it('is for the person who took it, under whichever of their accounts', async () => {
    const { decision } = await awaitingApproval(ops);
    expect(await endOf(recall(decision, ops.staff.qian))).toBe('decision.not_yours');
    expect(await endOf(recall(decision, ops.staff.zhao))).toBe('decision.not_yours');
    const second = await hired(ops, 'reviewer', { person: ops.staff.wang });
    expect(await endOf(recall(decision, second))).toBe('done');
  });

  it.each<[string, (decision: DecisionEntity) => Promise<unknown>]>([
    ['it is final', (decision) => giveVerdict(ops, decision, ops.staff.zhao)],
    ['it was returned', (decision) => giveVerdict(ops, decision, ops.staff.zhao, 'return')],
  ])('is too late once %s', async (_what, end) => {
    const { claim, decision } = await awaitingApproval(ops);
    await end(decision);
    const now = await claimNow(ops, claim);
    expect(await endOf(recall(decision))).toBe('approval.not_awaited');
    expect(await claimNow(ops, claim)).toEqual(now);
  });

  it('is not needed for a decision that became void by itself', async () => {
    const { claim, decision } = await awaitingApproval(ops);
    await handIn(ops, claim, 'identity', 'a better photo');
    expect(await statusOf(decision)).toBe('void');
    expect(await endOf(recall(decision))).toBe('approval.not_awaited');
    const timeline = await ops.get(ClaimQueries).timeline(ops.reads, claim);
    expect(timeline.at(-1)).toMatchObject({ kind: 'claim.decision_void' });
  });

  it('is not possible where one person was enough: that was final at once', async () => {
    const claim = await reviewedCase(ops);
    const decision = await decide(ops, claim);
    expect(await statusOf(decision)).toBe('final');
    expect(await endOf(recall(decision))).toBe('approval.not_awaited');
  });
});
