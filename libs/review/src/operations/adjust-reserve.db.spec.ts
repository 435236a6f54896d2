import fc from 'fast-check';

import { RecordFinding } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { DomainError } from '@app/kernel';
import { LedgerQueries } from '@app/ledger';
import { Money } from '@app/money';
import { PaymentEntity, RecordRefund } from '@app/payments';

import { claimNow, filedCase, handInAll, reviewedCase } from '../../../../test/support/cases';
import { bookingsOf } from '../../../../test/support/claim-traces';
import { TestOperations } from '../../../../test/support/test-operations';
import { ReviewQueries } from '../review.queries';
import { AssessClaim } from './assess-claim';

const HISTORIES = 12;

describe('the reserve of a claim that is assessed again', () => {
  let ops: TestOperations;
  let refunds = 0;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const assess = ({ id }: ClaimEntity): Promise<void> => ops.get(AssessClaim).run({ claimId: id });

  /** Whether an exclusion was found to apply; the claim waits for its assessment then. */
  const find = async (
    claim: ClaimEntity,
    applies: boolean,
    finding = 'exclusions.lent_account',
  ) => {
    await ops.transaction((tx) =>
      ops.get(RecordFinding).run(tx, ops.staff.wang, {
        claimId: claim.id,
        finding,
        lineId: null,
        value: String(applies),
        reason: 'As we see it.',
      }),
    );
  };

  const refund = async (claim: ClaimEntity, amountMinor: bigint): Promise<void> => {
    const { lane, claimantPartyId: payerId } = claim;
    const { source, sourceId } = await ops.reads.findOneByOrFail(PaymentEntity, { lane, payerId });
    refunds += 1;
    await ops.transaction((tx) =>
      ops.get(RecordRefund).run(tx, {
        source,
        paymentSourceId: sourceId,
        refundId: `refund ${refunds}`,
        money: Money.of(amountMinor, 'CNY'),
        refundedAt: ops.clock.now(),
        status: 'succeeded',
      }),
    );
  };

  const reserveBooked = async (claim: ClaimEntity): Promise<bigint> => {
    const journals = await ops.get(LedgerQueries).journalsOfClaim(ops.reads, claim.id);
    return journals
      .flatMap(({ transfers }) => transfers)
      .reduce((sum, { debitAccount, creditAccount, amountMinor }) => {
        if (creditAccount === '2010') return sum + amountMinor;
        return debitAccount === '2010' ? sum - amountMinor : sum;
      }, 0n);
  };

  const changes = async (claim: ClaimEntity): Promise<string[]> =>
    (await bookingsOf(ops, claim)).filter((text) => text.startsWith('E07'));

  it('falls and rises with what is known, once per assessment', async () => {
    const claim = await reviewedCase(ops);
    await find(claim, true);
    await assess(claim);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'in_review', reserveMinor: 0n });
    await refund(claim, 6_000n);
    await find(claim, false);
    await assess(claim);
    await assess(claim);
    expect(await claimNow(ops, claim)).toMatchObject({ reserveMinor: 80_000n });
    expect(await changes(claim)).toEqual(['E07 2010/5010 86000', 'E07 5010/2010 80000']);
  });

  it('is booked with the assessment as its cause', async () => {
    const claim = await reviewedCase(ops);
    await find(claim, true);
    await assess(claim);
    const kept = await ops.get(ReviewQueries).newestAssessment(ops.reads, claim);
    const journals = await ops.get(LedgerQueries).journalsOfClaim(ops.reads, claim.id);
    const change = journals.find(({ journal }) => journal.kind === 'E07');
    expect(change?.journal.idempotencyKey.startsWith(`${kept?.id ?? ''}/`)).toBe(true);
  });

  it('stays where the estimate stays', async () => {
    const claim = await reviewedCase(ops);
    await find(claim, false);
    await assess(claim);
    expect(await claimNow(ops, claim)).toMatchObject({ reserveMinor: 86_000n });
    expect(await changes(claim)).toEqual([]);
  });

  it('is what the claim says and what account 2010 holds, after every assessment', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('find' as const), applies: fc.boolean() }),
      fc.record({
        do: fc.constant('refund' as const),
        minor: fc.bigInt({ min: 1n, max: 30_000n }),
      }),
      fc.record({ do: fc.constant('hand in' as const) }),
    );
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 90_000n }), { minLength: 1, maxLength: 3 });
    const seen = new Set<bigint>();
    await fc.assert(
      fc.asyncProperty(amounts, fc.array(step, { maxLength: 6 }), async (claimed, steps) => {
        const claim = await filedCase(ops, { amounts: claimed });
        await assess(claim);
        for (const next of steps) {
          await refusable(async () => {
            if (next.do === 'find') await find(claim, next.applies);
            if (next.do === 'refund') await refund(claim, next.minor);
            if (next.do === 'hand in') await handInAll(ops, claim);
          });
          await assess(claim);
          const { reserveMinor } = await claimNow(ops, claim);
          expect(await reserveBooked(claim)).toBe(reserveMinor);
          seen.add(reserveMinor);
        }
      }),
      { numRuns: HISTORIES },
    );
    expect(seen.size).toBeGreaterThan(2);
    expect(await ops.broken()).toEqual([]);
  }, 60_000);
});

/** What the claim is past by then is refused: a finding on one that the machine has approved. */
async function refusable(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}
