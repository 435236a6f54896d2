import { CloseClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import type { Money } from '@app/money';

import { claimNow } from '../../../../test/support/cases';
import { bookingsOf } from '../../../../test/support/claim-traces';
import {
  BRITISH_PACK,
  aCounterparty,
  aReceipt,
  agreed,
  gbp,
  paidBritishCase,
  passedOn,
  received,
  requestedHalf,
} from '../../../../test/support/recovery-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import type { CounterpartyEntity } from '../persistence/counterparty.entity';
import { ReceiptMatchEntity } from '../persistence/receipt-match.entity';
import { ReceiptEntity } from '../persistence/receipt.entity';
import { MatchReceipt } from './match-receipt';
import type { MatchedReceipt } from './match-receipt';

describe('money that came unasked', () => {
  let ops: TestOperations;
  let bank: CounterpartyEntity;
  beforeAll(async () => {
    const offered = ['cn-wallet-theft-guarantee', BRITISH_PACK];
    const programs = { packsDir: null, calendarsFile: null, offered };
    ops = await TestOperations.start({ config: { programs } });
    bank = await aCounterparty(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });

  const match = (receiptId: string, claim: ClaimEntity, money: Money): Promise<MatchedReceipt> =>
    ops.transaction((tx) =>
      ops.get(MatchReceipt).run(tx, ops.staff.li, {
        ...{ receiptId, claimId: claim.id, money, recoveryId: null },
        reason: 'The police returned it.',
      }),
    );

  async function sharedCase(): Promise<ClaimEntity> {
    const claim = await paidBritishCase(ops);
    const half = await agreed(ops, await requestedHalf(ops, claim, bank), gbp(495_000n));
    await received(ops, half, gbp(495_000n));
    return claim;
  }

  it('lies in suspense until it is matched, and then each gets exactly their part', async () => {
    const claim = await sharedCase();
    const receiptId = await aReceipt(ops, gbp(200_001n));
    await match(receiptId, claim, gbp(200_001n));
    const booked = (await bookingsOf(ops, claim)).filter((one) => /^E2[67]/.test(one));
    expect(booked).toEqual(['E27 2070/5130 100001', 'E27 2070/2060 100000']);
    expect(await ops.reads.findOneByOrFail(ReceiptEntity, { id: receiptId })).toMatchObject({
      matchedMinor: 200_001n,
    });
  });

  it('is matched to several losses, and its rest stays in suspense', async () => {
    const [one, other] = [await sharedCase(), await sharedCase()];
    const receiptId = await aReceipt(ops, gbp(300_000n));
    await match(receiptId, one, gbp(100_000n));
    await match(receiptId, other, gbp(150_000n));
    await expect(match(receiptId, other, gbp(50_001n))).rejects.toMatchObject({
      code: 'receipt.more_than_left',
    });
  });

  it('is matched once by two who match it at once', async () => {
    const claim = await sharedCase();
    const receiptId = await aReceipt(ops, gbp(700_000n));
    const ends = await Promise.allSettled([
      match(receiptId, claim, gbp(700_000n)),
      match(receiptId, claim, gbp(700_000n)),
    ]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('of two receipts never comes to more than the loss, also when matched at once', async () => {
    const claim = await sharedCase();
    const receipts = [await aReceipt(ops, gbp(600_000n)), await aReceipt(ops, gbp(600_000n))];
    const ends = await Promise.allSettled(
      receipts.map((receiptId) => match(receiptId, claim, gbp(600_000n))),
    );
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('keeps a claim from being closed while nobody has confirmed the claimant’s part', async () => {
    const claim = await sharedCase();
    await match(await aReceipt(ops, gbp(1_000_000n)), claim, gbp(1_000_000n));
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', nextStep: 'pay_recovered' });
    const wish = { claimId: claim.id, reason: 'At rest.' };
    const closing = ops.transaction((tx) => ops.get(CloseClaim).run(tx, ops.staff.li, wish));
    await expect(closing).rejects.toMatchObject({ code: 'claim.recovered_waits' });
  });

  it('waits where the claim is closed and a part would be the claimant’s', async () => {
    const claim = await sharedCase();
    const wish = { claimId: claim.id, reason: 'At rest.' };
    await ops.transaction((tx) => ops.get(CloseClaim).run(tx, ops.staff.li, wish));
    const receiptId = await aReceipt(ops, gbp(1_000_000n));
    await match(receiptId, claim, gbp(990_000n));
    await expect(match(receiptId, claim, gbp(10_000n))).rejects.toMatchObject({
      code: 'receipt.claim_closed',
    });
  });

  it('is passed on to another bearer as far as its part goes, and no further', async () => {
    const claim = await sharedCase();
    await match(await aReceipt(ops, gbp(200_000n)), claim, gbp(200_000n));
    const passOn = (money: Money, reference: string): Promise<unknown> =>
      passedOn(ops, { counterpartyId: bank.id, claimId: claim.id, money, reference });
    await passOn(gbp(60_000n), `OUT-${claim.id}`);
    await expect(passOn(gbp(40_001n), `MORE-${claim.id}`)).rejects.toMatchObject({
      code: 'recovery.more_than_due',
    });
  });

  it('cannot be given to anybody beyond the loss, past all code of ours', async () => {
    const claim = await sharedCase();
    const insert = (house: bigint, victim: bigint): Promise<unknown> =>
      ops.transaction((tx) =>
        tx.insert(ReceiptMatchEntity, {
          ...{ lane: claim.lane, id: `rcm_${claim.id}`, receiptId: 'rct_x', claimId: claim.id },
          ...{
            recoveryId: null,
            proposalId: null,
            currency: 'GBP',
            amountMinor: house + victim,
            others: [],
          },
          ...{ houseMinor: house, victimMinor: victim, othersMinor: 0n, reason: 'x' },
          ...{ matchedBy: 'x', matchedAt: ops.clock.now() },
        }),
      );
    const refusal = (constraint: string): object => ({ driverError: { constraint } });
    await expect(insert(495_001n, 0n)).rejects.toMatchObject(refusal('recoveries_within_loss'));
    await expect(insert(0n, 1n)).rejects.toMatchObject(refusal('receipt_matches_by_two'));
  });

  it('leaves the books as every invariant wants them', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
