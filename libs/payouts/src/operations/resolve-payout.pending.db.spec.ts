import { ClaimEventEntity } from '@app/claims';

import { claimNow, payingCase } from '../../../../test/support/cases';
import { lookedAt, payoutBookings, stateOf } from '../../../../test/support/payout-steps';
import { Resolutions } from '../../../../test/support/resolution-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import type { RailOrder } from '../rails/payout-rail';
import { AskNow } from './ask-now';

const DAY_MS = 24 * 3_600_000;
const IN_TRANSIT = ['E15 2030/2040 15000'];

describe('a payout of which its rail says for weeks that it is on its way', () => {
  let ops: TestOperations;
  let people: Resolutions;
  beforeAll(async () => {
    ops = await TestOperations.start();
    people = new Resolutions(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });
  afterEach(() => {
    ops.way.intercept = (call) => call.deliver();
  });

  it('is for people, and the claim says so', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    ops.way.intercept = ({ order }) => Promise.resolve(underWay(order));
    const pending = await lookedAt(ops, payout!, 0);
    const early = await lookedAt(ops, pending, 13 * DAY_MS);
    expect(stateOf(early)).toBe('pending');
    const claim = { id: early.claimId };
    expect((await claimNow(ops, claim)).nextStep).toBe('settle_payout');
    await expect(
      people.propose(early, ops.staff.zhao, { outcome: 'failed' }),
    ).rejects.toMatchObject({ code: 'payout.not_resolvable' });
    const late = await lookedAt(ops, early, DAY_MS);
    expect(await claimNow(ops, claim)).toMatchObject({
      ...{ status: 'paying', nextStep: 'resolve_payout' },
      unownedSince: expect.any(Date),
    });
    const obstacles = async (): Promise<number> =>
      (await ops.reads.findBy(ClaimEventEntity, { claimId: claim.id })).filter(
        ({ kind }) => kind === 'payout.obstacle',
      ).length;
    expect(await obstacles()).toBe(1);
    await lookedAt(ops, late);
    expect(await obstacles()).toBe(1);
    const seen = await people.resolved(late, { outcome: 'failed' });
    expect(await payoutBookings(ops, seen)).toEqual([...IN_TRANSIT, 'E17 2040/2030 15000']);
    // The rail says at last that it paid: that is a contradiction, and for two people again.
    ops.way.intercept = ({ order }) =>
      Promise.resolve({ ...underWay(order), outcome: 'confirmed', settledAt: ops.clock.now() });
    await ops.transaction((tx) => ops.get(AskNow).run(tx, seen, 'transfer.settled'));
    expect(stateOf(await lookedAt(ops, seen, 0))).toBe('failed contradiction');
  });

  it('is settled where its rail says so at last, whatever people were about to say', async () => {
    const [payout] = await payingCase(ops, { amounts: [15_000n] });
    ops.way.intercept = ({ order }) => Promise.resolve(underWay(order));
    const late = await lookedAt(ops, await lookedAt(ops, payout!, 0), 14 * DAY_MS);
    await people.propose(late, ops.staff.zhao, { outcome: 'failed' });
    ops.way.intercept = ({ order }) =>
      Promise.resolve({ ...underWay(order), outcome: 'confirmed', settledAt: ops.clock.now() });
    expect(stateOf(await lookedAt(ops, late))).toBe('settled');
    await expect(people.approve(late, ops.staff.li)).rejects.toMatchObject({
      code: 'resolution.not_awaited',
    });
    expect(await claimNow(ops, { id: late.claimId })).toMatchObject({
      ...{ status: 'paid', nextStep: null },
    });
  });

  it('leaves books that hold', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});

/** What a rail says that has taken an order, and has not paid it. */
function underWay({ key, reference, money, payee }: RailOrder) {
  const transferId = `slow-${key}`;
  const echo = {
    ...{ transferId, key, reference, money: money.toJson() },
    ...{ payee: { ...payee }, status: 'accepted' },
  };
  return { outcome: 'pending', transferId, echo } as const;
}
