import { ClaimEntity, ClaimQueries } from '@app/claims';
import { Money } from '@app/money';
import { PaymentQueries, RecordRefund } from '@app/payments';
import type { PaymentEntity } from '@app/payments';
import type { Actor } from '@app/platform';

import { hired, turnsOutToBe } from '../../../../test/support/accounts';
import { aClaimant, claimNow, payoutsOf } from '../../../../test/support/cases';
import type { CaseWish } from '../../../../test/support/cases';
import { actsOn, bookingsOf, jobsFor } from '../../../../test/support/claim-traces';
import { awardedCase, lodge, paidCase, paidOut } from '../../../../test/support/lives';
import { comesBack, reorder } from '../../../../test/support/payout-returns';
import { TestOperations } from '../../../../test/support/test-operations';
import { AwardTakeBackEntity } from '../persistence/award-take-back.entity';
import { JudgeTakeBack } from './judge-take-back';
import { ProposeTakeBack } from './propose-take-back';

const AWARD = 86_000n;

describe('an award whose loss was made good meanwhile', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  async function paymentOf(claim: ClaimEntity): Promise<PaymentEntity> {
    const [line] = await ops.get(ClaimQueries).lines(ops.reads, claim);
    const payment = await ops.get(PaymentQueries).byId(ops.reads, line?.paymentId ?? '');
    if (payment === null) throw new Error('A claim has a payment.');
    return payment;
  }
  async function refunded(claim: ClaimEntity, minor: bigint): Promise<void> {
    const { source, sourceId: paymentSourceId } = await paymentOf(claim);
    const refund = {
      ...{ source, paymentSourceId, refundId: `back of ${claim.id}` },
      money: Money.of(minor, 'CNY'),
      refundedAt: ops.clock.now(),
    };
    await ops.transaction((tx) => ops.get(RecordRefund).run(tx, refund, null));
  }
  /** Approved, and refunded by so much before anything was paid. */
  async function overtaken(minor: bigint, wish: CaseWish = {}): Promise<ClaimEntity> {
    const claim = await awardedCase(ops, wish);
    await refunded(claim, minor);
    await ops.openPayouts.run({ claimId: claim.id });
    return claimNow(ops, claim);
  }
  const propose = ({ id: claimId }: ClaimEntity, by = ops.staff.wang) => {
    const wish = { claimId, reason: 'The shop has refunded it.' };
    return ops.transaction((tx) => ops.get(ProposeTakeBack).run(tx, by, wish));
  };
  const judge = (
    { claimId, number }: AwardTakeBackEntity,
    by: Actor = ops.staff.zhao,
    verdict: 'approve' | 'return' = 'approve',
  ) =>
    ops.transaction((tx) =>
      ops.get(JudgeTakeBack).run(tx, by, { claimId, number, verdict, note: 'Seen.' }),
    );

  it('is taken back by two people, and the claim ends, with its books at zero', async () => {
    const claim = await overtaken(AWARD);
    expect(claim).toMatchObject({ status: 'approved', nextStep: 'resolve_payout' });
    const proposal = await propose(claim);
    expect(proposal).toMatchObject({ amountMinor: AWARD });
    await expect(judge(proposal, ops.staff.wang)).rejects.toMatchObject({
      code: 'approval.own_hand',
    });
    const closed = await judge(proposal);
    expect(closed).toMatchObject({ status: 'closed', nextStep: null, awardedMinor: 0n });
    expect((await bookingsOf(ops, claim)).at(-1)).toBe(`E09 2030/5010 ${String(AWARD)}`);
    expect(await paymentOf(claim)).toMatchObject({ claimedMinor: 0n });
    const told = await ops.get(ClaimQueries).timeline(ops.reads, claim);
    expect(told.at(-1)).toMatchObject({ kind: 'award.taken_back' });
    expect(told.at(-1)?.summary.en).toContain('The shop has refunded it.');
    await expect(judge(proposal)).rejects.toMatchObject({ code: 'claim.cannot_advance' });
  });

  it('is not taken back by two accounts that turn out to be of one person', async () => {
    const hat = await hired(ops, 'reviewer');
    const proposal = await propose(await overtaken(AWARD), hat);
    await turnsOutToBe(ops, hat, ops.staff.zhao);
    await expect(judge(proposal)).rejects.toMatchObject({ code: 'approval.own_hand' });
    expect(await judge(proposal, ops.staff.li)).toMatchObject({ status: 'closed' });
  });

  it('is paid as far as something is lost still', async () => {
    const claim = await overtaken(AWARD - 30_000n);
    await judge(await propose(claim));
    const open = await claimNow(ops, claim);
    expect(open).toMatchObject({
      ...{ status: 'approved', nextStep: 'open_payout', awardedMinor: 30_000n },
    });
    const paid = await paidOut(ops, open);
    expect(paid).toMatchObject({ status: 'paid', paidMinor: 30_000n, nextStep: null });
  });

  it('is taken back of what came back and is held', async () => {
    const claim = await paidCase(ops);
    const [payout] = await payoutsOf(ops, claim);
    await comesBack(ops, payout!);
    await refunded(claim, AWARD - 30_000n);
    const again = reorder(ops, payout!, ops.staff.wang);
    await expect(again).rejects.toMatchObject({ code: 'payout.loss_made_good' });
    const after = await judge(await propose(claim));
    expect(after).toMatchObject({ status: 'approved', nextStep: 'name_account' });
    const taken = `E09 2050/5010 ${String(AWARD - 30_000n)}`;
    expect((await bookingsOf(ops, claim)).at(-1)).toBe(taken);
    const [held] = await payoutsOf(ops, claim);
    expect(held).toMatchObject({ heldMinor: 30_000n });
    const open = await reorder(ops, payout!, ops.staff.wang);
    const paid = await paidOut(ops, open);
    expect(paid).toMatchObject({ status: 'paid', paidMinor: 30_000n });
  });

  it('stays where the other person returns it, and where nothing is made good', async () => {
    const claim = await overtaken(AWARD);
    await judge(await propose(claim), ops.staff.zhao, 'return');
    expect(await claimNow(ops, claim)).toMatchObject({
      ...{ status: 'approved', nextStep: 'resolve_payout', awardedMinor: AWARD },
    });
    const proposal = await propose(claim);
    expect(proposal.number).toBe(2);
    await expect(propose(claim)).rejects.toMatchObject({ code: 'payout.take_back_waits' });
    const whole = await awardedCase(ops);
    await expect(propose(whole)).rejects.toMatchObject({ code: 'payout.nothing_to_take_back' });
  });

  it('is looked at anew where more was made good since', async () => {
    const claim = await overtaken(10_000n);
    const proposal = await propose(claim);
    const { source, sourceId: paymentSourceId } = await paymentOf(claim);
    const refund = {
      ...{ source, paymentSourceId, refundId: `more of ${claim.id}` },
      ...{ money: Money.of(10_000n, 'CNY'), refundedAt: ops.clock.now() },
    };
    await ops.transaction((tx) => ops.get(RecordRefund).run(tx, refund, null));
    await expect(judge(proposal)).rejects.toMatchObject({ code: 'approval.outdated' });
  });

  it('can be appealed against, counted from when it was taken back', async () => {
    const claim = await overtaken(AWARD);
    const before = claim.decidedAt?.getTime() ?? 0;
    ops.clock.moveOn(20 * 86_400_000);
    await judge(await propose(claim));
    const after = (await claimNow(ops, claim)).decidedAt?.getTime() ?? 0;
    expect(after - before).toBeGreaterThanOrEqual(20 * 86_400_000);
    // Of the payment nothing is left: the appeal is heard, and says so.
    await expect(lodge(ops, claim)).rejects.toMatchObject({ code: 'claim.nothing_left' });
  });

  it('leaves an appeal that waits to be heard, and closes nothing', async () => {
    const claim = await awardedCase(ops, { amounts: [60_000n], awards: [25_000n] });
    const appeal = await lodge(ops, claim);
    await refunded(claim, 60_000n);
    await ops.openPayouts.run({ claimId: claim.id });
    const heard = { status: 'in_review', nextStep: 'review', reopeningId: appeal.id };
    expect(await judge(await propose(claim))).toMatchObject({ ...heard, awardedMinor: 0n });
    expect(await actsOn(ops, claim)).not.toContain('claim.closed');
  });

  it('of which a part is left is paid that, and its appeal is heard then', async () => {
    const claim = await awardedCase(ops, { amounts: [60_000n], awards: [25_000n] });
    await lodge(ops, claim);
    await refunded(claim, 45_000n);
    await ops.openPayouts.run({ claimId: claim.id });
    const after = await judge(await propose(claim));
    expect(after).toMatchObject({ status: 'approved', nextStep: 'open_payout' });
    expect(await paidOut(ops, after)).toMatchObject({ status: 'paid', paidMinor: 15_000n });
    expect(await jobsFor(ops, claim, 'open-appeal')).toBe(1);
  });

  it('is proposed by nobody whose money it is, past all code of ours', async () => {
    const claimant = aClaimant();
    const claim = await overtaken(AWARD, { claimant });
    const own = await hired(ops, 'approver', { partyId: claimant.partyId ?? '' });
    await expect(propose(claim, own)).rejects.toMatchObject({ code: 'claim.own_hand' });
    const { lane, id: claimId, decisionId, currency } = claim;
    const proposal = {
      ...{ lane, claimId, number: 1, decisionId: decisionId ?? '', currency, reason: 'Mine.' },
      ...{ amountMinor: AWARD, lines: [], digest: '', proposedAt: ops.clock.now() },
      ...{ proposedBy: own.id, proposedByPerson: own.personId },
    };
    await expect(
      ops.transaction((tx) => tx.insert(AwardTakeBackEntity, proposal)),
    ).rejects.toMatchObject({ driverError: { constraint: 'award_take_backs_eyes' } });
  });

  it('is lowered by nobody alone, past all code of ours', async () => {
    const claim = await overtaken(AWARD);
    const { lane, id } = claim;
    const lower = ops.transaction((tx) =>
      tx.update(ClaimEntity, { lane, id }, { awardedMinor: 0n }),
    );
    const constraint = 'claims_award_by_two';
    await expect(lower).rejects.toMatchObject({ driverError: { constraint } });
  });

  it('leaves the books as every invariant wants them', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
