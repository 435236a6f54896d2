import { ChangeClaim, ClaimQueries, CloseClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { PaymentQueries } from '@app/payments';
import { OrderRecovered, PayoutEntity, PayoutQueries } from '@app/payouts';
import type { Actor } from '@app/platform';

import { claimNow, decide, giveVerdict, payoutsOf } from '../../../../test/support/cases';
import { bookingsOf } from '../../../../test/support/claim-traces';
import { reopen } from '../../../../test/support/lives';
import { comesBack, reorder } from '../../../../test/support/payout-returns';
import { atRest } from '../../../../test/support/payout-steps';
import {
  BRITISH_PACK,
  aCounterparty,
  aReceipt,
  agreed,
  gbp,
  paidBritishCase,
  received,
  requestedHalf,
} from '../../../../test/support/recovery-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { MatchCheck } from '../match-check';
import type { CounterpartyEntity } from '../persistence/counterparty.entity';
import type { ReceiptMatchEntity } from '../persistence/receipt-match.entity';
import { ReceiptEntity } from '../persistence/receipt.entity';
import { ReceiptQueries } from '../receipts.queries';
import { BookMatch } from './book-match';
import { JudgeMatch } from './judge-match';
import { KeepMatchVerdict } from './keep-match-verdict';
import { MatchReceipt } from './match-receipt';

const PART = 10_000n;

describe('the claimant’s part of money that came back', () => {
  let ops: TestOperations;
  let bank: CounterpartyEntity;
  let judgeMatch: JudgeMatch;
  beforeAll(async () => {
    const offered = ['cn-wallet-theft-guarantee', BRITISH_PACK];
    const programs = { packsDir: null, calendarsFile: null, offered };
    ops = await TestOperations.start({ config: { programs } });
    bank = await aCounterparty(ops);
    const found = [ops.get(ClaimQueries), ops.get(PaymentQueries), ops.get(PayoutQueries)] as const;
    judgeMatch = new JudgeMatch(
      ops.get(ChangeClaim),
      ops.get(MatchCheck),
      ops.get(BookMatch),
      // Over the rail of the test.
      new OrderRecovered(ops.openPayouts, ...found),
      ops.get(ReceiptQueries),
      ops.get(KeepMatchVerdict),
    );
  });
  afterAll(async () => {
    await ops.stop();
  });

  /** A loss of 10,000.00 of which 9,900.00 was paid, and all of which came back. */
  async function proposed(): Promise<{ claim: ClaimEntity; receiptId: string; id: string }> {
    const claim = await paidBritishCase(ops);
    const half = await agreed(ops, await requestedHalf(ops, claim, bank), gbp(495_000n));
    await received(ops, half, gbp(495_000n));
    const receiptId = await aReceipt(ops, gbp(1_000_000n));
    const id = await propose(claim, receiptId);
    return { claim, receiptId, id };
  }

  async function propose(claim: ClaimEntity, receiptId: string): Promise<string> {
    const input = {
      ...{ receiptId, claimId: claim.id, money: gbp(1_000_000n), recoveryId: null },
      reason: 'The police returned it.',
    };
    const { proposal } = await ops.transaction((tx) =>
      ops.get(MatchReceipt).run(tx, ops.staff.li, input),
    );
    return proposal?.id ?? '';
  }

  const judge = (
    { receiptId, id: proposalId }: { readonly receiptId: string; readonly id: string },
    by: Actor = ops.staff.zhao,
    verdict: 'approve' | 'return' = 'approve',
  ): Promise<ReceiptMatchEntity | null> =>
    ops.transaction((tx) =>
      judgeMatch.run(tx, by, { receiptId, proposalId, verdict, note: 'Seen.' }),
    );
  const recovered = async (claim: ClaimEntity): Promise<PayoutEntity[]> =>
    (await payoutsOf(ops, claim)).filter(({ kind }) => kind === 'recovered');
  const unmatched = async (id: string): Promise<bigint> => {
    const receipt = await ops.reads.findOneByOrFail(ReceiptEntity, { id });
    return receipt.amountMinor - receipt.matchedMinor;
  };

  it('is booked by nobody alone, and stays in suspense until another person has looked', async () => {
    const one = await proposed();
    expect(await unmatched(one.receiptId)).toBe(1_000_000n);
    expect(await bookingsOf(ops, one.claim)).not.toContainEqual(expect.stringMatching(/^E27/));
    await expect(judge(one, ops.staff.li)).rejects.toMatchObject({ code: 'approval.own_hand' });
    const again = propose(one.claim, one.receiptId);
    await expect(again).rejects.toMatchObject({ code: 'recovery.proposal_waits' });
  });

  it('leaves as a payout of its own over the same rails, once, and the claim ends paid', async () => {
    const one = await proposed();
    const match = await judge(one);
    expect(match).toMatchObject({ victimMinor: PART });
    const [order, ...others] = await recovered(one.claim);
    expect(others).toEqual([]);
    expect(order).toMatchObject({ amountMinor: PART, sourceId: match?.id, status: 'created' });
    const paying = await claimNow(ops, one.claim);
    expect(paying).toMatchObject({ status: 'paying', nextStep: 'settle_payout' });
    await atRest(ops, order!);
    const paid = await claimNow(ops, one.claim);
    expect(paid).toMatchObject({ status: 'paid', nextStep: null, paidMinor: 990_000n });
    const booked = (await bookingsOf(ops, one.claim)).slice(-5);
    expect(booked).toEqual([
      'E27 2070/5130 495000',
      'E27 2070/2060 495000',
      'E27 2070/2030 10000',
      'E15 2030/2040 10000',
      'E16 2040/1030 10000',
    ]);
    await expect(judge(one)).rejects.toMatchObject({ code: 'approval.not_awaited' });
    const wish = { claimId: one.claim.id, reason: 'At rest.' };
    const closed = await ops.transaction((tx) => ops.get(CloseClaim).run(tx, ops.staff.li, wish));
    expect(closed.status).toBe('closed');
  });

  it('is ordered once by two who approve it at once', async () => {
    const one = await proposed();
    const ends = await Promise.allSettled([judge(one), judge(one)]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await recovered(one.claim)).toHaveLength(1);
  });

  it('stays in suspense when the other person returns it, and can be proposed anew', async () => {
    const one = await proposed();
    expect(await judge(one, ops.staff.zhao, 'return')).toBeNull();
    expect(await claimNow(ops, one.claim)).toMatchObject({ status: 'paid', nextStep: null });
    expect(await unmatched(one.receiptId)).toBe(1_000_000n);
    const id = await propose(one.claim, one.receiptId);
    expect(await judge({ ...one, id })).toMatchObject({ victimMinor: PART });
  });

  it('is asked about again where others get another part by now', async () => {
    const one = await proposed();
    const other = await aReceipt(ops, gbp(100n));
    const input = {
      ...{ receiptId: other, claimId: one.claim.id, money: gbp(100n), recoveryId: null },
      reason: 'He paid a little.',
    };
    await ops.transaction((tx) => ops.get(MatchReceipt).run(tx, ops.staff.li, input));
    await expect(judge(one)).rejects.toMatchObject({
      code: expect.stringMatching(/approval\.outdated|receipt\.more_than_loss/) as string,
    });
  });

  it('is held and ordered again like an award when it comes back', async () => {
    const one = await proposed();
    await judge(one);
    const [order] = await recovered(one.claim);
    const settled = await atRest(ops, order!);
    const back = await comesBack(ops, settled);
    expect(back).toMatchObject({ status: 'returned', heldMinor: PART });
    const claim = await claimNow(ops, one.claim);
    expect(claim).toMatchObject({
      ...{ status: 'approved', nextStep: 'name_account', paidMinor: 990_000n },
    });
    await reorder(ops, back, ops.staff.wang);
    await ops.openPayouts.run({ claimId: claim.id });
    const again = (await recovered(one.claim)).find(({ replacesId }) => replacesId === back.id);
    expect(again).toMatchObject({ kind: 'recovered', amountMinor: PART, reissuedMinor: PART });
    await atRest(ops, again!);
    expect((await bookingsOf(ops, one.claim)).slice(-3)).toEqual([
      'E19 1030/2050 10000',
      'E20 2050/2040 10000',
      'E16 2040/1030 10000',
    ]);
    expect(await claimNow(ops, one.claim)).toMatchObject({ status: 'paid', nextStep: null });
  });

  it('that came back holds up no award of the claim, and is ordered again after it', async () => {
    const one = await proposed();
    await judge(one);
    const [award] = await payoutsOf(ops, one.claim);
    const [order] = await recovered(one.claim);
    const settled = await atRest(ops, order!);
    await reopen(ops, one.claim);
    const back = await comesBack(ops, settled);
    await comesBack(ops, award!);
    ops.clock.moveOn(60_000);
    const decision = await decide(ops, await claimNow(ops, one.claim), {
      ...{ by: ops.staff.qian, awards: [990_000n] },
    });
    await giveVerdict(ops, decision, ops.staff.li);
    await ops.openPayouts.run({ claimId: one.claim.id });
    const again = (await payoutsOf(ops, one.claim)).at(-1);
    expect(again).toMatchObject({ kind: 'award', amountMinor: 990_000n });
    const waits = { status: 'approved', nextStep: 'name_account' };
    expect(await claimNow(ops, one.claim)).toMatchObject(waits);
    await atRest(ops, again!);
    expect(await claimNow(ops, one.claim)).toMatchObject({ ...waits, paidMinor: 990_000n });
    await reorder(ops, back, ops.staff.wang);
    await ops.openPayouts.run({ claimId: one.claim.id });
    await atRest(ops, (await recovered(one.claim)).at(-1)!);
    expect(await claimNow(ops, one.claim)).toMatchObject({ status: 'paid', nextStep: null });
  });

  it.each([
    ['more than the part', { amountMinor: PART + 1n }],
    ['less than the part', { amountMinor: PART - 1n }],
    ['another match', { sourceId: 'rcm_other' }],
    ['another payee', { payee: { route: 'account', position: 3, ending: '0000' } }],
  ])('is not ordered as %s, past all code of ours', async (_what, changed) => {
    const one = await proposed();
    await judge(one);
    const [order] = await recovered(one.claim);
    await atRest(ops, order!);
    const id = `pyo_${one.claim.id.slice(4, -2)}00`;
    const row = { ...order!, id, key: id, ...changed } as PayoutEntity;
    const insert = ops.transaction((tx) => tx.insert(PayoutEntity, row as never));
    await expect(insert).rejects.toMatchObject({
      driverError: {
        constraint: expect.stringMatching(/payouts_(as_matched|one_per_source_idx)/) as string,
      },
    });
  });

  it('leaves the books as every invariant wants them', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
