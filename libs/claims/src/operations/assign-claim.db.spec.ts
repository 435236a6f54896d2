import { AuditTrail } from '@app/audit';
import { UserEntity } from '@app/platform';
import type { Actor } from '@app/platform';
import { DecideClaim } from '@app/review';

import { hired } from '../../../../test/support/accounts';
import { claimNow, proposalFor, reviewedCase } from '../../../../test/support/cases';
import { duel, endOf, later } from '../../../../test/support/duels';
import { queuedClaim } from '../../../../test/support/queued-claims';
import { TestOperations } from '../../../../test/support/test-operations';
import type { ClaimEntity } from '../persistence/claim.entity';
import { AssignClaim } from './assign-claim';
import type { Assignment } from './assign-claim';
import { AssignClaims } from './assign-claims';

const ROUNDS = 20;
const REASON = 'They know the bank.';

describe('assigning a claim', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  async function assign(
    by: Actor,
    claim: ClaimEntity,
    to: Actor | null,
    wish: Partial<Assignment> = {},
  ): Promise<ClaimEntity> {
    const assignment = { claimId: claim.id, assigneeId: to?.id ?? null, reason: REASON };
    return ops.transaction((tx) =>
      ops.get(AssignClaim).run(tx, by, { ...assignment, expectedVersion: null, ...wish }),
    );
  }

  it('gives it to somebody else, whatever it is worth, and says so', async () => {
    const { wang, qian } = ops.staff;
    const claim = await queuedClaim(ops, { ownerId: wang.id, claimedMinor: 9_999_999n });
    const assigned = await assign(wang, claim, qian);
    expect(assigned).toMatchObject({ ownerId: qian.id, version: 2 });
    expect(await claimNow(ops, claim)).toMatchObject({ ownerId: qian.id, version: 2 });
    const [record] = await ops.get(AuditTrail).of(ops.reads, claim.lane, claim.id);
    expect(record).toMatchObject({
      action: 'claim.assigned',
      actorId: wang.id,
      reason: REASON,
      facts: { from: wang.id, to: qian.id, chosenBy: 'person' },
    });
  });

  it('to who has it already changes nothing', async () => {
    const { wang, qian } = ops.staff;
    const claim = await queuedClaim(ops, { ownerId: qian.id });
    expect(await assign(wang, claim, qian)).toMatchObject({ version: 1 });
    expect(await ops.get(AuditTrail).of(ops.reads, claim.lane, claim.id)).toEqual([]);
  });

  it('without an assignee lets the system choose anybody but who had it', async () => {
    const { wang, qian } = ops.staff;
    const claim = await queuedClaim(ops, { ownerId: wang.id });
    expect(await assign(wang, claim, null)).toMatchObject({ ownerId: qian.id });
    const large = await queuedClaim(ops, { claimedMinor: 9_999_999n });
    expect((await assign(wang, large, null)).ownerId).not.toBeNull();
  });

  it('gives nobody what a colleague has, however often they ask the system', async () => {
    const { wang, qian, zhao } = ops.staff;
    const claim = await queuedClaim(ops, { ownerId: qian.id, claimedMinor: 9_999_999n });
    expect(await endOf(assign(wang, claim, null))).toBe('assignment.taken');
    expect(await assign(zhao, claim, null)).toMatchObject({ ownerId: wang.id });
  });

  it('gives nobody what they ask the system to give, by no account of theirs', async () => {
    const { wang, qian, zhao, li } = ops.staff;
    const byWang = await hired(ops, 'reviewer', { person: wang });
    for (const asks of [wang, byWang]) {
      const free = await queuedClaim(ops, { claimedMinor: 9_999_999n });
      expect(await assign(asks, free, null)).toMatchObject({ ownerId: qian.id });
    }
    const own = await queuedClaim(ops, { ownerId: wang.id, claimedMinor: 9_999_999n });
    expect(await assign(byWang, own, null)).toMatchObject({ ownerId: qian.id });
    const barred = [qian, zhao, li].map(({ personId }) => personId);
    const last = await queuedClaim(ops, { earlierHands: barred });
    expect(await endOf(assign(wang, last, null))).toBe('assignment.nobody_else');
    const gone = { disabledAt: ops.clock.now() };
    await ops.transaction((tx) => tx.update(UserEntity, { id: byWang.id }, gone));
  });

  it('is refused when the system finds nobody else', async () => {
    const { wang, qian, zhao, li } = ops.staff;
    const others = [qian, zhao, li].map(({ personId }) => personId);
    const claim = await queuedClaim(ops, { ownerId: wang.id, earlierHands: others });
    expect(await endOf(assign(wang, claim, null))).toBe('assignment.nobody_else');
    expect(await claimNow(ops, claim)).toMatchObject({ ownerId: wang.id, version: 1 });
  });

  describe('to oneself', () => {
    it('takes what nobody has, up to what one person may approve', async () => {
      const { wang } = ops.staff;
      const claim = await queuedClaim(ops, { claimedMinor: 500_000n });
      expect(await assign(wang, claim, wang)).toMatchObject({ ownerId: wang.id });
    });

    it('is refused above that, by another account of theirs as well', async () => {
      const { wang, qian } = ops.staff;
      const claim = await queuedClaim(ops, { claimedMinor: 500_001n });
      const end = 'assignment.above_self_pick';
      expect(await endOf(assign(wang, claim, wang))).toBe(end);
      expect(await endOf(assign({ ...qian, personId: wang.personId }, claim, wang))).toBe(end);
      expect(await endOf(assign(qian, claim, wang))).toBe('done');
    });

    it('does not take it from somebody', async () => {
      const { wang, qian } = ops.staff;
      const claim = await queuedClaim(ops, { ownerId: qian.id });
      expect(await endOf(assign(wang, claim, wang))).toBe('assignment.taken');
    });
  });

  it.each<
    [
      what: string,
      wish: Partial<ClaimEntity>,
      to: (staff: TestOperations['staff']) => Actor,
      end: string,
    ]
  >([
    ['somebody whose claim it is', { filedBy: 'qian' }, ({ qian }) => qian, 'assignment.own_hand'],
    ['an agent', {}, ({ sun }) => sun, 'assignment.no_owner'],
    ['nobody we know', {}, ({ sun }) => ({ ...sun, id: 'usr_none' }), 'assignment.no_owner'],
    ['anybody when it is closed', { status: 'closed' }, ({ qian }) => qian, 'claim.cannot_advance'],
  ])('is refused to %s', async (_what, wish, to, end) => {
    const { wang, qian } = ops.staff;
    const filedBy = wish.filedBy === undefined ? {} : { filedBy: qian.id };
    const claim = await queuedClaim(ops, { ...wish, ...filedBy });
    expect(await endOf(assign(wang, claim, to(ops.staff)))).toBe(end);
    expect(await claimNow(ops, claim)).toMatchObject({ ownerId: null, version: 1 });
  });

  it('is refused to an agent', async () => {
    const { sun, qian } = ops.staff;
    const end = 'claim.not_for_role';
    expect(await endOf(assign(sun, await queuedClaim(ops), qian))).toBe(end);
  });

  it('of several says for each what became of it, and undoes none for another', async () => {
    const { wang, qian } = ops.staff;
    const [first, closed, last] = [
      await queuedClaim(ops),
      await queuedClaim(ops, { status: 'closed' }),
      await queuedClaim(ops, { ownerId: wang.id }),
    ];
    const absent = 'clm_01h455vb4pex5vsknk084sn02d';
    const claimIds = [last.id, absent, closed.id, first.id, last.id];
    const ends = await ops.transaction((tx) =>
      ops.get(AssignClaims).run(tx, wang, { claimIds, assigneeId: qian.id, reason: REASON }),
    );
    expect(
      ends.map((end) => [end.claimId, 'claim' in end ? end.claim.ownerId : end.refusal.code]),
    ).toEqual([
      [last.id, qian.id],
      [absent, 'claim.not_found'],
      [closed.id, 'claim.cannot_advance'],
      [first.id, qian.id],
    ]);
    for (const claim of [first, last]) {
      expect((await claimNow(ops, claim)).ownerId).toBe(qian.id);
    }
    expect(await ops.get(AuditTrail).of(ops.reads, closed.lane, closed.id)).toEqual([]);
  });

  describe(`in a race, ${String(ROUNDS)} times of ${String(ROUNDS)},`, () => {
    it('is won by one of two who take it for themselves', async () => {
      const { wang, qian } = ops.staff;
      for (let round = 0; round < ROUNDS; round += 1) {
        const claim = await queuedClaim(ops);
        const ends = await duel(
          () => assign(wang, claim, wang),
          () => assign(qian, claim, qian),
        );
        expect(ends).toEqual(['assignment.taken', 'done']);
        const owner = (await claimNow(ops, claim)).ownerId;
        expect([wang.id, qian.id]).toContain(owner);
        expect(await claimNow(ops, claim)).toMatchObject({ version: 2 });
      }
    });

    it('is won by one of two who looked at the same claim', async () => {
      const { wang, zhao, qian, li } = ops.staff;
      const expected = { expectedVersion: 1 };
      for (let round = 0; round < ROUNDS; round += 1) {
        const claim = await queuedClaim(ops);
        const ends = await duel(
          () => assign(wang, claim, qian, expected),
          () => assign(zhao, claim, li, expected),
        );
        expect(ends).toEqual(['claim.stale', 'done']);
        expect(await claimNow(ops, claim)).toMatchObject({ version: 2 });
      }
    });

    it('against a decision on the same version lets one of both be', async () => {
      const { wang, zhao, li } = ops.staff;
      for (let round = 0; round < ROUNDS; round += 1) {
        const claim = await reviewedCase(ops);
        const proposal = await proposalFor(ops, claim);
        const expectedVersion = claim.version;
        const decide = (): Promise<unknown> =>
          ops.transaction((tx) =>
            ops.get(DecideClaim).run(tx, wang, { ...proposal, expectedVersion }),
          );
        const ends = await duel(
          later(round % 4, () => assign(zhao, claim, li, { expectedVersion })),
          decide,
        );
        expect(ends).toEqual(['claim.stale', 'done']);
        const now = await claimNow(ops, claim);
        expect([now.status, now.ownerId === li.id]).toEqual(
          now.ownerId === li.id ? ['in_review', true] : ['approved', false],
        );
      }
    });

    it('takes several claims from two sides, and neither has to begin again', async () => {
      const { wang, zhao, qian, li } = ops.staff;
      for (let round = 0; round < ROUNDS; round += 1) {
        const claims = [await queuedClaim(ops), await queuedClaim(ops), await queuedClaim(ops)];
        const claimIds = claims.map(({ id }) => id);
        let attempts = 0;
        const all = (by: Actor, to: Actor, ids: string[]) => (): Promise<unknown> =>
          ops.transaction((tx) => {
            attempts += 1;
            const assignments = { claimIds: ids, assigneeId: to.id, reason: REASON };
            return ops.get(AssignClaims).run(tx, by, assignments);
          });
        const ends = await duel(all(wang, qian, claimIds), all(zhao, li, [...claimIds].reverse()));
        expect([ends, attempts]).toEqual([['done', 'done'], 2]);
        const owners = await Promise.all(claims.map((claim) => claimNow(ops, claim)));
        expect(new Set(owners.map(({ ownerId }) => ownerId)).size).toBe(1);
      }
    });
  });
});
