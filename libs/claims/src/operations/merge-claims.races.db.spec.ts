import {
  aClaimant,
  claimNow,
  claimantOf,
  decide,
  filedCase,
  reviewedCase,
} from '../../../../test/support/cases';
import { duel, later } from '../../../../test/support/duels';
import { merge } from '../../../../test/support/lives';
import { TestOperations } from '../../../../test/support/test-operations';
import type { ClaimEntity } from '../persistence/claim.entity';

const ROUNDS = 20;

describe(`a merger at the same time as something else, ${ROUNDS} times out of ${ROUNDS}`, () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  /** Two claims of one claimant, each on a payment of its own. */
  async function twoClaims(): Promise<{ duplicate: ClaimEntity; other: ClaimEntity }> {
    const claimant = aClaimant();
    const other = await filedCase(ops, { claimant, amounts: [60_000n] });
    return { duplicate: await filedCase(ops, { claimant, amounts: [40_000n] }), other };
  }

  it('as the same merger the other way round: one claim goes on', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { duplicate, other } = await twoClaims();
      const ends = await duel(
        () => merge(ops, duplicate, other),
        () => merge(ops, other, duplicate),
      );
      expect(ends).toEqual(['claim.cannot_advance', 'done']);
      const now = [await claimNow(ops, duplicate), await claimNow(ops, other)];
      expect(now.filter(({ status }) => status === 'closed')).toHaveLength(1);
    }
    expect(await ops.broken()).toEqual([]);
  });

  it('as a merger into a third one: the duplicate goes on in one of them', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { duplicate, other } = await twoClaims();
      const third = await filedCase(ops, { claimant: claimantOf(other), amounts: [10_000n] });
      const ends = await duel(
        () => merge(ops, duplicate, other),
        () => merge(ops, duplicate, third),
      );
      expect(ends).toEqual(['claim.cannot_advance', 'done']);
      const sum = [await claimNow(ops, other), await claimNow(ops, third)].reduce(
        (total, { claimedMinor }) => total + claimedMinor,
        0n,
      );
      expect(sum).toBe(110_000n);
    }
    expect(await ops.broken()).toEqual([]);
  });

  it('as the decision on the duplicate: one of the two wins', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claimant = aClaimant();
      const duplicate = await reviewedCase(ops, { claimant, amounts: [40_000n] });
      const other = await filedCase(ops, { claimant, amounts: [60_000n] });
      const ends = await duel(
        later(round % 5, () => merge(ops, duplicate, other)),
        () => decide(ops, duplicate, { by: ops.staff.qian }),
      );
      expect(ends.filter((end) => end === 'done')).toHaveLength(1);
      const { status } = await claimNow(ops, duplicate);
      expect(['closed', 'approved']).toContain(status);
      expect(ends).toContain(
        status === 'closed' ? 'decision.not_possible' : 'claim.cannot_advance',
      );
    }
    expect(await ops.broken()).toEqual([]);
  });
});
