import { HOUSE_LANE, newId } from '@app/kernel';
import { UserEntity } from '@app/platform';

import { becomes, hired } from '../../../../test/support/accounts';
import { claimNow } from '../../../../test/support/cases';
import { emptyQueue, queuedClaim } from '../../../../test/support/queued-claims';
import { TestOperations } from '../../../../test/support/test-operations';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ClaimingQueries } from '../filing/claiming.queries';
import { OwnerLoads } from '../owners/owner-loads';
import { reassignClaimJob } from '../owners/owner.jobs';
import { AssignOwner } from './assign-owner';
import type { OwnerWish } from './assign-owner';
import { ReassignClaim } from './reassign-claim';

describe('the owner that the system gives to a claim', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });
  beforeEach(async () => {
    await emptyQueue(ops);
    // What was counted for the test before is counted anew.
    ops.clock.moveOn(6_000);
  });

  const ownerOf = async (claim: ClaimEntity, wish?: OwnerWish): Promise<string | null> =>
    ops.transaction((tx) => ops.get(AssignOwner).run(tx, claim, wish));

  async function withOpenClaims(ownerId: string, count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) await queuedClaim(ops, { ownerId });
  }

  it('is the reviewer with the fewest open claims', async () => {
    const { wang, qian } = ops.staff;
    await withOpenClaims(wang.id, 2);
    await withOpenClaims(qian.id, 1);
    // Settled ones weigh nothing.
    await queuedClaim(ops, { ownerId: qian.id, status: 'paid', nextStep: null, nextBy: null });
    await queuedClaim(ops, { ownerId: qian.id, status: 'denied', nextStep: null, nextBy: null });
    expect(await ownerOf(await queuedClaim(ops))).toBe(qian.id);
  });

  it('takes turns, also before anybody counts again', async () => {
    const { wang, qian } = ops.staff;
    const owners: (string | null)[] = [];
    for (let index = 0; index < 4; index += 1) {
      owners.push(await ownerOf(await queuedClaim(ops)));
    }
    expect(owners.filter((id) => id === wang.id)).toHaveLength(2);
    expect(owners.filter((id) => id === qian.id)).toHaveLength(2);
  });

  it('is one of those who have as few, and nobody can tell which', async () => {
    const owners = new Set<string | null>();
    for (let index = 0; index < 40; index += 1) {
      owners.add(await ownerOf(await queuedClaim(ops)));
      // Both have nothing again.
      await emptyQueue(ops);
      ops.clock.moveOn(6_000);
    }
    expect(owners.size).toBe(2);
  });

  it('is nobody of the demo where there is no demo', async () => {
    const claim = await queuedClaim(ops);
    const real = new AssignOwner(ops.get(ClaimingQueries), ops.get(OwnerLoads), false);
    expect(await ops.transaction((tx) => real.run(tx, claim))).toBeNull();
  });

  it('stays who is there, whatever others have', async () => {
    const { qian } = ops.staff;
    await withOpenClaims(qian.id, 3);
    const claim = await queuedClaim(ops, { ownerId: qian.id });
    expect(await ownerOf(claim)).toBe(qian.id);
    expect(await ownerOf(claim, { insteadOf: [qian.personId] })).not.toBe(qian.id);
  });

  it('is nobody whose claim it is, by any account of theirs', async () => {
    const { wang, qian } = ops.staff;
    const partyId = `q_party_of_wang`;
    await hired(ops, 'claimant', { person: wang, partyId });
    await withOpenClaims(qian.id, 2);
    expect(await ownerOf(await queuedClaim(ops, { claimantPartyId: partyId }))).toBe(qian.id);
  });

  it('is nobody who filed the claim, by any account of theirs', async () => {
    const { wang, qian } = ops.staff;
    const claim = await queuedClaim(ops, { filedBy: wang.id });
    await withOpenClaims(qian.id, 2);
    expect(await ownerOf(claim)).toBe(qian.id);
    const other = await secondAccountOf(wang.id);
    expect(await ownerOf(await queuedClaim(ops, { filedBy: other }))).toBe(qian.id);
  });

  it('is nobody who had a hand in a claim that is opened again', async () => {
    const { wang, qian, zhao, li } = ops.staff;
    const hands = [wang.personId];
    const claim = await queuedClaim(ops, { ownerId: wang.id, hands, status: 'denied' });
    expect(await ownerOf(claim, { isOpenedAgain: true })).toBe(qian.id);
    expect(await ownerOf(claim)).toBe(wang.id);
    const again = await queuedClaim(ops, { hands, earlierHands: hands });
    expect(await ownerOf(again)).toBe(qian.id);
    const both = [wang.personId, qian.personId];
    const large = await queuedClaim(ops, { hands: both, earlierHands: both });
    expect([zhao.id, li.id]).toContain(await ownerOf(large));
  });

  async function secondAccountOf(personId: string): Promise<string> {
    const id = newId('usr', HOUSE_LANE);
    await ops.transaction((tx) =>
      tx.insert(UserEntity, {
        id,
        personId,
        username: id,
        passwordHash: 'nobody signs in here',
        name: 'Second account',
        role: 'agent',
        partyId: null,
        demo: true,
        disabledAt: null,
        createdAt: ops.clock.now(),
      }),
    );
    return id;
  }

  describe('whose account was disabled', () => {
    const due = async (): Promise<string[]> => {
      const found = await reassignClaimJob.findDue(ops.reads, ops.clock.now(), 1_000);
      return found.map(({ claimId }) => claimId);
    };
    const setDisabled = async (userId: string, disabledAt: Date | null): Promise<void> => {
      await ops.transaction((tx) => tx.update(UserEntity, { id: userId }, { disabledAt }));
    };
    const reassign = async ({ id }: ClaimEntity): Promise<void> =>
      ops.get(ReassignClaim).run({ claimId: id });

    afterEach(async () => {
      for (const { id } of Object.values(ops.staff)) await setDisabled(id, null);
    });

    it('loses the open claims to others, and keeps the settled ones', async () => {
      const { wang, qian } = ops.staff;
      const open = await queuedClaim(ops, { ownerId: qian.id });
      const paid = await queuedClaim(ops, { ownerId: qian.id, status: 'paid' });
      expect(await due()).toEqual([]);
      await setDisabled(qian.id, ops.clock.now());
      expect(await due()).toEqual([open.id]);
      for (const claim of [open, paid, open]) await reassign(claim);
      expect((await claimNow(ops, open)).ownerId).toBe(wang.id);
      expect((await claimNow(ops, open)).version).toBe(2);
      expect((await claimNow(ops, paid)).ownerId).toBe(qian.id);
      expect(await due()).toEqual([]);
    });

    it('loses them also when it becomes a claimant’s', async () => {
      const leaving = await hired(ops, 'reviewer', { partyId: 'q_of_somebody_who_leaves' });
      const open = await queuedClaim(ops, { ownerId: leaving.id });
      await queuedClaim(ops, { ownerId: ops.staff.wang.id });
      expect(await due()).toEqual([]);
      await becomes(ops, leaving, 'claimant');
      expect(await due()).toEqual([open.id]);
    });

    it('leaves them to nobody when there is nobody, once', async () => {
      const { wang, qian, zhao, li } = ops.staff;
      const open = await queuedClaim(ops, { ownerId: qian.id });
      for (const { id } of [wang, qian, zhao, li]) await setDisabled(id, ops.clock.now());
      await reassign(open);
      expect((await claimNow(ops, open)).ownerId).toBeNull();
      expect(await due()).toEqual([]);
    });
  });
});
