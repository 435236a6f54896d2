import { hired } from '../../../../test/support/accounts';
import {
  aClaimant,
  awaitingApproval,
  claimNow,
  decide,
  giveVerdict,
  payingCase,
  payoutsOf,
  reviewedCase,
} from '../../../../test/support/cases';
import { lodge, paidCase } from '../../../../test/support/lives';
import {
  PAYER_NAME,
  comesBack,
  namesAccount,
  ordered,
  reorder,
} from '../../../../test/support/payout-returns';
import { lookedAt, payoutBookings, stateOf } from '../../../../test/support/payout-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import type { PayoutEntity } from '../persistence/payout.entity';
import { AskNow } from './ask-now';

const DAY_MS = 86_400_000;

describe('ordering a payout again', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });
  afterEach(() => {
    ops.rail.setFaults([]);
    ops.way.intercept = (call) => call.deliver();
  });

  async function failedLarge(): Promise<PayoutEntity> {
    const { claim, decision } = await awaitingApproval(ops, { payerName: PAYER_NAME });
    await giveVerdict(ops, decision, ops.staff.zhao);
    await ops.openPayouts.run({ claimId: claim.id });
    const [payout] = await payoutsOf(ops, claim);
    ops.rail.setFaults([{ kind: 'reject', code: 'ACCOUNT_CLOSED' }]);
    return lookedAt(ops, payout!, 0);
  }

  it('to another account than was approved needs as many persons as stood behind the decision', async () => {
    const failed = await failedLarge();
    await namesAccount(ops, failed);
    expect(await reorder(ops, failed, ops.staff.wang)).toMatchObject({ nextStep: 'order_again' });
    await expect(reorder(ops, failed, ops.staff.wang)).rejects.toMatchObject({
      code: 'payout.ordered_already',
    });
    const same = await hired(ops, 'approver', { person: ops.staff.wang });
    expect(await reorder(ops, failed, same)).toMatchObject({ nextStep: 'order_again' });
    expect(await reorder(ops, failed, ops.staff.li)).toMatchObject({ nextStep: 'open_payout' });
    expect((await ordered(ops, failed)).replacesId).toBe(failed.id);
  });

  it('to one account is nobody’s word for another one that was named after it', async () => {
    const failed = await failedLarge();
    await namesAccount(ops, failed);
    await reorder(ops, failed, ops.staff.wang);
    await namesAccount(ops, failed, '6222020200119999');
    expect(await reorder(ops, failed, ops.staff.li)).toMatchObject({ nextStep: 'order_again' });
    expect(await reorder(ops, failed, ops.staff.wang)).toMatchObject({ nextStep: 'open_payout' });
  });

  it('is the word of one person where it goes where it was meant to go', async () => {
    const failed = await failedLarge();
    expect(await reorder(ops, failed, ops.staff.wang)).toMatchObject({ nextStep: 'open_payout' });
    expect(stateOf(await lookedAt(ops, await ordered(ops, failed), 0))).toBe('settled');
    expect(await payoutBookings(ops, failed)).toEqual([
      ...['E15 2030/2040 600000', 'E17 2040/2030 600000'],
      ...['E15 2030/2040 600000', 'E16 2040/1030 600000'],
    ]);
  });

  it('is for nobody who claims, and only where there is something to order', async () => {
    const claimant = aClaimant();
    const [payout] = await payingCase(ops, { amounts: [15_000n], claimant });
    await expect(reorder(ops, payout!, ops.staff.wang)).rejects.toMatchObject({
      code: 'claim.cannot_advance',
    });
    const settled = await lookedAt(ops, payout!, 0);
    const own = await hired(ops, 'reviewer', { partyId: claimant.partyId ?? '' });
    await comesBack(ops, settled);
    await expect(reorder(ops, payout!, own)).rejects.toMatchObject({ code: 'claim.own_hand' });
    await reorder(ops, payout!, ops.staff.wang);
    await expect(reorder(ops, payout!, ops.staff.qian)).rejects.toMatchObject({
      code: 'payout.nothing_to_order',
    });
  });

  it('is what another account needs: while a payout is on its way it keeps where it goes', async () => {
    const claim = await reviewedCase(ops, { amounts: [86_000n], payerName: PAYER_NAME });
    await decide(ops, claim);
    await expect(namesAccount(ops, { claimId: claim.id })).rejects.toMatchObject({
      code: 'payee.approved',
    });
  });

  it('of a line that was paid on top of it since orders what came back, and no more', async () => {
    const claim = await paidCase(ops, { amounts: [30_000n], awards: [10_000n] });
    const [first] = await payoutsOf(ops, claim);
    await lodge(ops, claim);
    await decide(ops, claim, { by: ops.staff.qian });
    const onTop = await lookedAt(ops, await ordered(ops, { claimId: claim.id }), 0);
    expect(onTop).toMatchObject({ status: 'settled', amountMinor: 20_000n });
    ops.clock.moveOn(60_000);
    await comesBack(ops, first!);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'approved', paidMinor: 20_000n });
    await reorder(ops, onTop, ops.staff.wang);
    const again = await ordered(ops, onTop);
    expect(again).toMatchObject({
      ...{ amountMinor: 10_000n, reissuedMinor: 10_000n, replacesId: first!.id },
    });
    expect(stateOf(await lookedAt(ops, again, 0))).toBe('settled');
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', paidMinor: 30_000n });
  });

  it('hides no other payout of the claim of which two people have to say what became of it', async () => {
    const wish = { payerName: PAYER_NAME, amounts: [600_000n, 4_000n] };
    const { claim, decision } = await awaitingApproval(ops, wish);
    await giveVerdict(ops, decision, ops.staff.zhao);
    await ops.openPayouts.run({ claimId: claim.id });
    const [large, small] = await payoutsOf(ops, claim);
    ops.rail.setFaults([{ kind: 'reject', code: 'ACCOUNT_CLOSED' }]);
    const failed = await lookedAt(ops, large!, 0);
    const settled = await lookedAt(ops, small!, 0);
    const text = { en: '', 'zh-CN': '' };
    ops.way.intercept = () =>
      Promise.resolve({ outcome: 'rejected', code: 'ACCOUNT_CLOSED', text });
    await ops.transaction((tx) => ops.get(AskNow).run(tx, settled, 'transfer.failed'));
    expect(stateOf(await lookedAt(ops, settled, 0))).toBe('settled contradiction');
    ops.way.intercept = (call) => call.deliver();
    await namesAccount(ops, failed);
    const begun = await reorder(ops, failed, ops.staff.wang);
    expect(begun).toMatchObject({ status: 'approved', nextStep: 'resolve_payout' });
    expect(await reorder(ops, failed, ops.staff.li)).toMatchObject({ nextStep: 'open_payout' });
    const again = await ordered(ops, failed);
    expect(again.replacesId).toBe(failed.id);
    const held = { status: 'approved', nextStep: 'resolve_payout' };
    expect(await claimNow(ops, claim)).toMatchObject(held);
    expect(stateOf(await lookedAt(ops, again, DAY_MS))).toBe('settled');
    expect(await claimNow(ops, claim)).toMatchObject({
      ...{ status: 'paid', paidMinor: 604_000n, nextStep: 'resolve_payout' },
    });
  });

  it('is not forgotten when money comes back while the claim is being decided anew', async () => {
    const claim = await paidCase(ops, { amounts: [30_000n], awards: [10_000n] });
    const [first] = await payoutsOf(ops, claim);
    await lodge(ops, claim);
    await comesBack(ops, first!);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'in_review', paidMinor: 0n });
    ops.clock.moveOn(60_000);
    await decide(ops, claim, { by: ops.staff.qian });
    const whole = await ordered(ops, { claimId: claim.id });
    expect(whole).toMatchObject({ amountMinor: 30_000n, reissuedMinor: 10_000n, replacesId: null });
    await lookedAt(ops, whole, 0);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', paidMinor: 30_000n });
  });

  it('needs somebody who ordered it, also past the application', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    ops.rail.setFaults([{ kind: 'reject', code: 'ACCOUNT_CLOSED' }]);
    const failed = await lookedAt(ops, payout!, 0);
    const { lane, claimId } = failed;
    await ops.transaction((tx) =>
      tx.query(`UPDATE claims SET next_step = 'open_payout' WHERE lane = $1 AND id = $2`, [
        lane,
        claimId,
      ]),
    );
    await expect(ops.openPayouts.run({ claimId })).rejects.toThrow('not ordered again by enough');
    expect(await payoutsOf(ops, { id: claimId })).toHaveLength(1);
  });

  it('leaves books that hold', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
