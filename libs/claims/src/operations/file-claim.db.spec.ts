import { DataSource } from 'typeorm';

import { DomainError } from '@app/kernel';
import { PaymentEntity, RecordRefund } from '@app/payments';
import type { Actor, Tx } from '@app/platform';

import {
  aClaimant,
  aFiling,
  aPaymentOf,
  claimNow,
  decide,
  filedCase,
  giveVerdict,
  reviewedCase,
} from '../../../../test/support/cases';
import { actsOn, bookingsOf, clocksOf, jobsFor } from '../../../../test/support/claim-traces';
import { duel, endOf } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimQueries } from '../claims.queries';
import type { NewClaim } from '../filing/filing';
import type { ClaimEntity } from '../persistence/claim.entity';
import { FileClaim } from './file-claim';

const ROUNDS = 20;

describe('filing a claim', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const file = (actor: Actor, filing: NewClaim): Promise<ClaimEntity> =>
    ops.transaction((tx) => ops.get(FileClaim).run(tx, actor, filing));

  const paymentNow = ({ lane, id }: PaymentEntity): Promise<PaymentEntity> =>
    ops.reads.findOneByOrFail(PaymentEntity, { lane, id });

  it('writes claim, lines, contact, clocks, books, audit, timeline and job in one commit', async () => {
    const claimant = aClaimant();
    const one = await aPaymentOf(ops, claimant, { amountMinor: 19_900n });
    const other = await aPaymentOf(ops, claimant, { amountMinor: 5_000n });
    const lines = [{ payment: one }, { payment: other, amountMinor: 4_000n }];
    const filing = aFiling(ops, lines);
    const { id } = await file(claimant, filing);

    const claim = await claimNow(ops, { id });
    expect(claim).toMatchObject({
      lane: one.lane,
      status: 'received',
      claimantPartyId: claimant.partyId,
      filedBy: claimant.id,
      packId: 'cn-wallet-theft-guarantee',
      packVersion: '0.1.0',
      currency: 'CNY',
      claimedMinor: 23_900n,
      reserveMinor: 23_900n,
      awardedMinor: null,
      paidMinor: 0n,
      nextStep: 'assess',
      nextBy: 'system',
      version: 1,
    });
    const queries = ops.get(ClaimQueries);
    const kept = await queries.lines(ops.reads, claim);
    expect(kept.map((line) => [line.paymentId, line.amountMinor, line.status])).toEqual([
      [one.id, 19_900n, 'claimed'],
      [other.id, 4_000n, 'claimed'],
    ]);
    expect((await paymentNow(other)).claimedMinor).toBe(4_000n);
    expect(await queries.contact(ops.reads, claim)).toMatchObject(filing.contact);
    expect(await clocksOf(ops, claim)).toEqual(['forward running', 'decide running']);
    expect(await bookingsOf(ops, claim)).toEqual(['E04 9100/9101 23900', 'E05 5010/2010 23900']);
    expect(await actsOn(ops, claim)).toEqual(['claim.filed']);
    const timeline = await queries.timeline(ops.reads, claim);
    expect(timeline.map(({ kind, actorId }) => [kind, actorId])).toEqual([
      ['claim.filed', claimant.id],
    ]);
    expect(await jobsFor(ops, claim)).toBe(1);
    expect(await ops.broken()).toEqual([]);
  });

  it('leaves nothing behind when its transaction is rolled back', async () => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant);
    const before = await rowCounts(ops);
    const crash = ops.transaction(async (tx) => {
      await ops.get(FileClaim).run(tx, claimant, aFiling(ops, [{ payment }]));
      expect(await rowCounts(ops, tx)).not.toEqual(before);
      throw new Error('The power went out.');
    });
    await expect(crash).rejects.toThrow('The power went out.');
    expect(await rowCounts(ops)).toEqual(before);
    expect((await paymentNow(payment)).claimedMinor).toBe(0n);
  });

  it(`lets one of two claims on a payment win, ${ROUNDS} times out of ${ROUNDS}`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claimant = aClaimant();
      const payment = await aPaymentOf(ops, claimant);
      const claim = (): Promise<unknown> => file(claimant, aFiling(ops, [{ payment }]));
      expect(await duel(claim, claim)).toEqual(['claim.already_open', 'done']);
    }
    expect(await ops.broken()).toEqual([]);
  });

  it('lets 20 partial claims at once take no more than there is', async () => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant, { amountMinor: 10_000n });
    const claim = (): Promise<unknown> =>
      file(claimant, aFiling(ops, [{ payment, amountMinor: 700n }]));
    const ends = await duel(...Array.from({ length: 20 }, () => claim));
    expect(ends.filter((end) => end === 'done')).toHaveLength(14);
    expect(new Set(ends)).toEqual(new Set(['done', 'claim.already_open']));
    expect((await paymentNow(payment)).claimedMinor).toBe(9_800n);
    expect(await ops.broken()).toEqual([]);
  });

  it('lets two claims name the same payments in opposite order without a deadlock', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claimant = aClaimant();
      const one = { payment: await aPaymentOf(ops, claimant), amountMinor: 100n };
      const other = { payment: await aPaymentOf(ops, claimant), amountMinor: 100n };
      // Not through the unit of work: it would try a deadlock again and so hide it.
      const fileOnce = (...lines: (typeof one)[]): Promise<unknown> =>
        ops.get(DataSource).transaction('READ COMMITTED', (tx) => {
          return ops.get(FileClaim).run(tx as Tx, claimant, aFiling(ops, lines));
        });
      const ends = await duel(
        () => fileOnce(one, other),
        () => fileOnce(other, one),
      );
      expect(ends).toEqual(['done', 'done']);
    }
  });

  it('reserves only what is neither refunded nor claimed already', async () => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant, { amountMinor: 10_000n });
    const { money } = aFiling(ops, [{ payment, amountMinor: 3_000n }]).lines[0]!;
    await ops.transaction((tx) =>
      ops.get(RecordRefund).run(tx, {
        source: payment.source,
        paymentSourceId: payment.sourceId,
        refundId: 'r-1',
        money,
        refundedAt: ops.clock.now(),
        status: 'succeeded',
      }),
    );
    const claim = (amountMinor: bigint): Promise<string> =>
      endOf(file(claimant, aFiling(ops, [{ payment, amountMinor }])));
    expect(await claim(7_001n)).toBe('claim.payment_exhausted');
    expect(await claim(5_000n)).toBe('done');
    expect(await claim(2_001n)).toBe('claim.already_open');
    expect(await claim(2_000n)).toBe('done');
  });

  it('reserves what the policy would award, not what is asked for', async () => {
    // 1,000,000.00 CNY a year: with 990,000.00 awarded, 10,000.00 are left.
    const claimant = aClaimant();
    const large = await reviewedCase(ops, { claimant, amounts: [99_000_000n] });
    await giveVerdict(ops, await decide(ops, large), ops.staff.zhao);
    const claim = await filedCase(ops, { claimant, amounts: [1_500_000n] });
    expect(await bookingsOf(ops, claim)).toEqual([
      'E04 9100/9101 1500000',
      'E05 5010/2010 1000000',
    ]);
    expect(claim).toMatchObject({ claimedMinor: 1_500_000n, reserveMinor: 1_000_000n });
  });

  it('takes a claim in a currency that the policy does not pay, without a reserve', async () => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant, { currency: 'USD' });
    const claim = await file(claimant, aFiling(ops, [{ payment }]));
    expect(claim).toMatchObject({ currency: 'USD', claimedMinor: 19_900n, reserveMinor: 0n });
    expect(await bookingsOf(ops, claim)).toEqual(['E04 9100/9101 19900']);
    expect(await ops.broken()).toEqual([]);
  });

  describe('for whom', () => {
    const fileAs = async (filer: Actor, payer: Actor, named: string | null): Promise<string> => {
      const payment = await aPaymentOf(ops, payer);
      const filing = { ...aFiling(ops, [{ payment }]), claimantPartyId: named };
      return endOf(file(filer, filing));
    };

    it.each<[string, 'agent' | 'claimant', 'the victim' | 'somebody else' | 'nobody', string]>([
      ['an agent may file for a victim', 'agent', 'the victim', 'done'],
      ['an agent must say for whom', 'agent', 'nobody', 'claim.claimant_unclear'],
      ['an agent must name the payer', 'agent', 'somebody else', 'claim.payment_not_found'],
      ['a claimant need not say', 'claimant', 'nobody', 'done'],
      ['a claimant may name themselves', 'claimant', 'the victim', 'done'],
      ['nobody else', 'claimant', 'somebody else', 'claim.claimant_unclear'],
    ])('%s', async (_rule, role, named, end) => {
      const victim = aClaimant();
      const filer = role === 'agent' ? ops.staff.sun : victim;
      const parties = { 'the victim': victim.partyId, 'somebody else': 'u_other', nobody: null };
      expect(await fileAs(filer, victim, parties[named])).toBe(end);
    });

    it('nobody else’s payment, which looks like one that does not exist', async () => {
      expect(await fileAs(aClaimant(), aClaimant(), null)).toBe('claim.payment_not_found');
    });
  });

  it.each<[string, (filing: NewClaim) => NewClaim, string, RegExp]>([
    [
      'a loss of the future',
      (filing) => ({ ...filing, discoveredAt: new Date(ops.clock.now().getTime() + 60_000) }),
      'claim.discovered_in_the_future',
      /time zone/,
    ],
    [
      'a kind of loss that no policy knows, with the list of those that are known',
      (filing) => ({ ...filing, lossType: 'bad_mood' }),
      'claim.unknown_loss_type',
      /account_theft, payment_code_theft, payee_qr_swapped/,
    ],
    [
      'a policy that does not exist',
      (filing) => ({ ...filing, packId: 'moon-guarantee' }),
      'programs.unknown_pack',
      /moon-guarantee/,
    ],
  ])('refuses %s', async (_what, change, code, words) => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant);
    const refused = file(claimant, change(aFiling(ops, [{ payment }])));
    const error = await refused.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
    expect((await paymentNow(payment)).claimedMinor).toBe(0n);
  });
});

const TABLES = [
  'claims',
  'claim_lines',
  'claim_contacts',
  'claim_clock_events',
  'claim_events',
  'ledger_journals',
  'ledger_transfers',
  'ledger_unsealed',
  'audit_records',
  'bullmq.job',
];

async function rowCounts(ops: TestOperations, reads = ops.reads): Promise<unknown> {
  const counts = TABLES.map((table) => `(SELECT count(*)::int FROM ${table}) AS "${table}"`);
  return reads.query(`SELECT ${counts.join(', ')}`);
}
