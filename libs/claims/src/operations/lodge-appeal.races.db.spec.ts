import { claimNow } from '../../../../test/support/cases';
import { duel, later } from '../../../../test/support/duels';
import { awardedCase, deniedCase, lodge, reopen } from '../../../../test/support/lives';
import { TestOperations } from '../../../../test/support/test-operations';
import { AppealQueries } from '../appeals.queries';
import type { ClaimEntity } from '../persistence/claim.entity';
import { CloseClaim } from './close-claim';

const ROUNDS = 20;

describe(`an appeal at the same time as something else, ${ROUNDS} times out of ${ROUNDS}`, () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const close = (claim: ClaimEntity): Promise<unknown> =>
    ops.transaction((tx) =>
      ops.get(CloseClaim).run(tx, ops.staff.wang, { claimId: claim.id, reason: 'All is done.' }),
    );
  const appealsOf = (claim: ClaimEntity): ReturnType<AppealQueries['ofClaim']> =>
    ops.get(AppealQueries).ofClaim(ops.reads, claim);

  it('as another appeal: one is taken', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await deniedCase(ops);
      const ends = await duel(
        () => lodge(ops, claim),
        () => lodge(ops, claim),
      );
      expect(ends).toEqual(['claim.cannot_advance', 'done']);
      expect(await appealsOf(claim)).toHaveLength(1);
    }
    expect(await ops.broken()).toEqual([]);
  });

  it('as another appeal while it is paid: one is taken', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await awardedCase(ops, { amounts: [60_000n], awards: [25_000n] });
      const ends = await duel(
        () => lodge(ops, claim),
        () => lodge(ops, claim),
      );
      expect(ends).toEqual(['appeal.open_already', 'done']);
    }
    expect(await ops.broken()).toEqual([]);
  });

  it('as a reopening: one of the two opens the claim', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await deniedCase(ops);
      const ends = await duel(
        later(round % 5, () => lodge(ops, claim)),
        () => reopen(ops, claim),
      );
      expect(ends).toEqual(['claim.cannot_advance', 'done']);
      expect((await claimNow(ops, claim)).status).toBe('in_review');
    }
    expect(await ops.broken()).toEqual([]);
  });

  it('as the closing: the appeal is always heard', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await deniedCase(ops);
      const ends = await duel(
        later(round % 5, () => lodge(ops, claim)),
        later(2, () => close(claim)),
      );
      // The closing comes first, or it is refused.
      expect([
        ['done', 'done'],
        ['claim.cannot_advance', 'done'],
      ]).toContainEqual(ends);
      expect((await claimNow(ops, claim)).status).toBe('in_review');
      expect(await appealsOf(claim)).toHaveLength(1);
    }
    expect(await ops.broken()).toEqual([]);
  });
});
