import { PaymentEntity } from '@app/payments';
import { AssessClaim } from '@app/review';

import {
  aFiling,
  claimNow,
  claimantOf,
  decide,
  filedCase,
  payingCase,
  reviewedCase,
} from '../../../../test/support/cases';
import { actsOn, bookingsOf, clocksOf } from '../../../../test/support/claim-traces';
import { duel, endOf, later } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimQueries } from '../claims.queries';
import type { ClaimEntity } from '../persistence/claim.entity';
import { FileClaim } from './file-claim';
import { WithdrawClaim } from './withdraw-claim';

const ROUNDS = 20;
const DAY_MS = 86_400_000;

describe('withdrawing a claim', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const withdraw = (claim: ClaimEntity): Promise<ClaimEntity> =>
    ops.transaction((tx) =>
      ops.get(WithdrawClaim).run(tx, claimantOf(claim), { claimId: claim.id, reason: 'Found it.' }),
    );

  it('gives payment and reserve free and stops the clocks', async () => {
    const claim = await filedCase(ops, { amounts: [86_000n] });
    await withdraw(claim);
    expect(await claimNow(ops, claim)).toMatchObject({
      status: 'withdrawn',
      reserveMinor: 0n,
      nextStep: null,
      nextBy: null,
      nextDueAt: null,
    });
    expect(await bookingsOf(ops, claim)).toEqual([
      'E04 9100/9101 86000',
      'E05 5010/2010 86000',
      'E10 2010/5010 86000',
      'E10 9101/9100 86000',
    ]);
    expect(await clocksOf(ops, claim)).toEqual(['forward stopped', 'decide stopped']);
    expect(await actsOn(ops, claim)).toEqual(['claim.filed', 'claim.withdrawn']);
    expect(await ops.broken()).toEqual([]);
  });

  it('lets the payment be claimed again', async () => {
    const claim = await filedCase(ops);
    await withdraw(claim);
    const [line] = await ops.get(ClaimQueries).lines(ops.reads, claim);
    expect(line?.status).toBe('withdrawn');
    const payment = await ops.reads.findOneByOrFail(PaymentEntity, {
      lane: claim.lane,
      id: line?.paymentId ?? '',
    });
    const filing = aFiling(ops, [{ payment }]);
    const again = ops.transaction((tx) => ops.get(FileClaim).run(tx, claimantOf(claim), filing));
    expect(await endOf(again)).toBe('done');
    expect(await ops.broken()).toEqual([]);
  });

  it('does not hide a promise that was broken before', async () => {
    const claim = await filedCase(ops);
    ops.clock.moveOn(1 * DAY_MS);
    await withdraw(claim);
    expect(await clocksOf(ops, claim)).toEqual(['forward breached', 'decide stopped']);
  });

  it('is refused once the claim is approved', async () => {
    const [payout] = await payingCase(ops);
    const claim = await claimNow(ops, { id: payout!.claimId });
    expect(await endOf(withdraw(claim))).toBe('claim.cannot_advance');
    expect((await claimNow(ops, claim)).status).toBe('paying');
  });

  it('happens once', async () => {
    const claim = await filedCase(ops);
    const ends = await duel(
      () => withdraw(claim),
      () => withdraw(claim),
    );
    expect(ends).toEqual(['claim.cannot_advance', 'done']);
  });

  it('leaves nothing for the assessment that was already ringing', async () => {
    const claim = await filedCase(ops);
    await duel(
      () => withdraw(claim),
      () => ops.get(AssessClaim).run({ claimId: claim.id }),
    );
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'withdrawn', nextStep: null });
    expect(await ops.broken()).toEqual([]);
  });

  it.each([
    ['deny', 'denied'],
    ['approve', 'approved'],
  ] as const)(
    `and a decision to %s: one of the two wins, ${ROUNDS} times out of ${ROUNDS}`,
    async (outcome, decided) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const claim = await reviewedCase(ops);
        const ends = await duel(
          later(round, () => withdraw(claim)),
          () => decide(ops, claim, { outcome }),
        );
        expect(ends.filter((end) => end === 'done')).toHaveLength(1);
        const { status } = await claimNow(ops, claim);
        expect(['withdrawn', decided]).toContain(status);
        const refusal = status === 'withdrawn' ? 'decision.not_possible' : 'claim.cannot_advance';
        expect(ends).toContain(refusal);
      }
      expect(await ops.broken()).toEqual([]);
    },
  );
});
