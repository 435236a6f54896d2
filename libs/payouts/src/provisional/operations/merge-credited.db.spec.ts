import { FileClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { AssessClaim } from '@app/review';

import {
  aClaimant,
  aFiling,
  aPaymentOf,
  claimNow,
  decide,
  reviewedCase,
} from '../../../../../test/support/cases';
import { offeringClockPack } from '../../../../../test/support/clock-pack';
import { CreditSteps } from '../../../../../test/support/credit-steps';
import { endOf } from '../../../../../test/support/duels';
import { merge } from '../../../../../test/support/lives';
import { TestOperations } from '../../../../../test/support/test-operations';

describe('a merger of claims, one of which was credited before the decision', () => {
  let ops: TestOperations;
  let credit: CreditSteps;
  beforeAll(async () => {
    ops = await TestOperations.start({ config: offeringClockPack() });
    credit = new CreditSteps(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });
  afterEach(async () => {
    await credit.requireSoundBooks();
  });

  it('is refused where the duplicate is the one: its money would be nobody’s', async () => {
    const claimant = aClaimant();
    const duplicate = await credit.credited({ claimant });
    const other = await reviewedCase(ops, { claimant });
    expect(await endOf(merge(ops, duplicate, other))).toBe('claim.merge_credited');
    expect(await claimNow(ops, duplicate)).toMatchObject({ status: duplicate.status });
    expect(await credit.stateOf(duplicate)).toBe('granted 0 0 0');
  });

  it('is refused by the database where the money is about to leave', async () => {
    const claimant = aClaimant();
    const duplicate = await credit.granted({ claimant });
    const other = await reviewedCase(ops, { claimant });
    await expect(merge(ops, duplicate, other)).rejects.toMatchObject({
      driverError: { constraint: 'claims_merge_uncredited' },
    });
    for (const { status } of await credit.orders(duplicate)) expect(status).toBe('created');
  });

  it('is possible into it, and nothing is credited twice', async () => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant, { amountMinor: 90_000n });
    const file = async (amountMinor: bigint): Promise<ClaimEntity> => {
      const filing = aFiling(ops, [{ payment, amountMinor }]);
      const filed = await ops.transaction((tx) => ops.get(FileClaim).run(tx, claimant, filing));
      await ops.get(AssessClaim).run({ claimId: filed.id });
      return claimNow(ops, filed);
    };
    const other = await file(50_000n);
    await credit.tendInTime(other);
    const duplicate = await file(40_000n);
    await merge(ops, duplicate, other);
    await ops.get(AssessClaim).run({ claimId: other.id });
    expect((await claimNow(ops, other)).claimedMinor).toBe(90_000n);
    ops.clock.moveOn(30 * 86_400_000);
    for (const claim of [duplicate, other]) await credit.tend(claim);
    const amounts = (await credit.orders(other)).map(({ amountMinor }) => amountMinor);
    expect(amounts).toEqual([50_000n]);
    expect(await credit.orders(duplicate)).toEqual([]);
  });

  it('lets an award of both take up what was credited, and pays the rest', async () => {
    const claimant = aClaimant();
    const other = await credit.credited({ claimant });
    const duplicate = await reviewedCase(ops, { claimant, amounts: [40_000n] });
    await merge(ops, duplicate, other);
    await ops.get(AssessClaim).run({ claimId: other.id });
    await decide(ops, other);
    expect(await credit.paidOut(other)).toMatchObject({ status: 'paid', paidMinor: 126_000n });
    expect(await credit.stateOf(other)).toBe('final 86000 0 0');
    expect((await credit.awards(other)).map(({ amountMinor }) => amountMinor)).toEqual([40_000n]);
  });
});
