import { WithdrawClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';

import {
  claimNow,
  claimantOf,
  decide,
  giveVerdict,
  payoutsOf,
  reviewedCase,
} from '../../../../test/support/cases';
import { lodge, paidCase, paidOut } from '../../../../test/support/lives';
import {
  PAYER_NAME,
  comesBack,
  namesAccount,
  ordered,
  reorder,
} from '../../../../test/support/payout-returns';
import { lookedAt } from '../../../../test/support/payout-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { AssessClaim } from './assess-claim';

describe('an award whose money came back while its claim was open again', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });
  afterEach(() => {
    ops.way.intercept = (call) => call.deliver();
  });

  /** Awarded 100.00 of 300.00, paid, appealed against; then the money comes back. */
  async function owed(): Promise<ClaimEntity> {
    const wish = { amounts: [30_000n], awards: [10_000n], payerName: PAYER_NAME };
    const claim = await paidCase(ops, wish);
    const [first] = await payoutsOf(ops, claim);
    await lodge(ops, claim);
    await comesBack(ops, first!);
    ops.clock.moveOn(60_000);
    return claimNow(ops, claim);
  }

  function withdraw(claim: ClaimEntity): Promise<ClaimEntity> {
    const wish = { claimId: claim.id, reason: null };
    return ops.transaction((tx) => ops.get(WithdrawClaim).run(tx, claimantOf(claim), wish));
  }

  it('is owed when the appeal adds nothing, and goes out by the decision that confirmed it', async () => {
    const claim = await owed();
    await decide(ops, claim, { outcome: 'partial', awards: [10_000n], by: ops.staff.qian });
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'approved', paidMinor: 0n });
    const again = await ordered(ops, { claimId: claim.id });
    expect(again).toMatchObject({ amountMinor: 10_000n, reissuedMinor: 10_000n });
    await lookedAt(ops, again, 0);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', paidMinor: 10_000n });
  });

  it('goes to an account that was named since by as many persons as the award needs', async () => {
    const wish = { amounts: [800_000n], awards: [600_000n], payerName: PAYER_NAME };
    const reviewed = await reviewedCase(ops, wish);
    const first = await decide(ops, reviewed, { outcome: 'partial', awards: wish.awards });
    await giveVerdict(ops, first, ops.staff.zhao);
    const claim = await paidOut(ops, reviewed);
    await lodge(ops, claim);
    await comesBack(ops, (await payoutsOf(ops, claim))[0]!);
    await namesAccount(ops, { claimId: claim.id });
    await ops.get(AssessClaim).run({ claimId: claim.id });
    const again = { outcome: 'partial', awards: wish.awards, by: ops.staff.qian } as const;
    const confirming = await decide(ops, await claimNow(ops, claim), again);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'awaiting_approval' });
    await giveVerdict(ops, confirming, ops.staff.li);
    const payout = await ordered(ops, { claimId: claim.id });
    expect(payout).toMatchObject({ amountMinor: 600_000n, statusReason: 'cooling_off' });
  });

  it('waits for whoever orders it again where its claimant has named an account', async () => {
    const claim = await owed();
    await namesAccount(ops, { claimId: claim.id });
    expect(await withdraw(claim)).toMatchObject({ status: 'approved', nextStep: 'order_again' });
    await reorder(ops, { claimId: claim.id }, ops.staff.wang);
    expect((await ordered(ops, { claimId: claim.id })).payee).toMatchObject({ route: 'account' });
  });

  it('is owed when the appeal is withdrawn', async () => {
    const claim = await owed();
    expect(await withdraw(claim)).toMatchObject({ status: 'approved', nextStep: 'name_account' });
    await reorder(ops, { claimId: claim.id }, ops.staff.wang);
    const again = await ordered(ops, { claimId: claim.id });
    await lookedAt(ops, again, 0);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', paidMinor: 10_000n });
  });

  it('can go out again after an appeal that was withdrawn before the money came back', async () => {
    const claim = await paidCase(ops, { amounts: [30_000n], awards: [10_000n] });
    const [first] = await payoutsOf(ops, claim);
    await lodge(ops, claim);
    expect(await withdraw(claim)).toMatchObject({ status: 'paid', nextStep: null });
    await comesBack(ops, first!);
    await reorder(ops, { claimId: claim.id }, ops.staff.wang);
    const again = await ordered(ops, { claimId: claim.id });
    await lookedAt(ops, again, 0);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', paidMinor: 10_000n });
  });

  it('leaves books that hold', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
