import { PostEvents } from '@app/accounting';
import { Money } from '@app/money';
import { SYSTEM } from '@app/platform';

import {
  claimNow,
  claimantOf,
  decide,
  filedCase,
  payingCase,
  payoutsOf,
  reviewedCase,
} from '../../../../test/support/cases';
import { actsOn } from '../../../../test/support/claim-traces';
import { duel, endOf } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import type { ClaimEntity } from '../persistence/claim.entity';
import { CloseClaim } from './close-claim';
import { HearClaimant } from './hear-claimant';

describe('closing a claim', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const close = (claim: ClaimEntity): Promise<ClaimEntity> =>
    ops.transaction((tx) =>
      ops.get(CloseClaim).run(tx, ops.staff.wang, { claimId: claim.id, reason: 'All is done.' }),
    );

  async function deniedCase(): Promise<ClaimEntity> {
    const claim = await reviewedCase(ops);
    await decide(ops, claim, { outcome: 'deny' });
    return claimNow(ops, claim);
  }

  it('ends a claim that was denied', async () => {
    const claim = await deniedCase();
    await close(claim);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'closed', nextStep: null });
    expect(await actsOn(ops, claim)).toContain('claim.closed');
  });

  it('ends a claim that was paid', async () => {
    const [payout] = await payingCase(ops);
    await ops.advancePayout.run({ payoutId: payout!.id });
    const claim = await claimNow(ops, { id: payout!.claimId });
    expect(claim.status).toBe('paid');
    await close(claim);
    expect((await claimNow(ops, claim)).status).toBe('closed');
    expect(await payoutsOf(ops, claim)).toHaveLength(1);
  });

  it('is refused while anything of the claim is left in the books, and says where', async () => {
    const claim = await deniedCase();
    await ops.transaction((tx) =>
      ops.get(PostEvents).run(tx, [{ code: 'E05', money: Money.of(1n, 'CNY') }], {
        pack: `${claim.packId}@${claim.packVersion}`,
        lane: claim.lane,
        claimId: claim.id,
        actor: SYSTEM.id,
        occurredAt: ops.clock.now(),
        causeId: 'a late correction',
      }),
    );
    await expect(close(claim)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'claim.books_open',
      message: expect.stringContaining('2010'),
    });
    expect(await claimNow(ops, claim)).toEqual(claim);
    expect(await actsOn(ops, claim)).not.toContain('claim.closed');
  });

  it('is refused while the claimant waits for an answer that they were promised', async () => {
    const claim = await deniedCase();
    const claimant = claimantOf(claim);
    const hears = { claimId: claim.id, wantsAnswer: true };
    await ops.transaction((tx) => ops.get(HearClaimant).run(tx, claimant, hears));
    expect(await endOf(close(claim))).toBe('claim.answer_owed');
    expect(await claimNow(ops, claim)).toMatchObject({
      status: 'denied',
      nextStep: 'answer_message',
    });
    await ops.transaction((tx) => ops.get(HearClaimant).answered(tx, ops.staff.wang, claim.id));
    expect(await endOf(close(claim))).toBe('done');
  });

  it('is refused while the claim is open', async () => {
    expect(await endOf(close(await filedCase(ops)))).toBe('claim.cannot_advance');
  });

  it('happens once', async () => {
    const claim = await deniedCase();
    const ends = await duel(
      () => close(claim),
      () => close(claim),
    );
    expect(ends).toEqual(['claim.cannot_advance', 'done']);
  });
});
