import { Not } from 'typeorm';

import { FundGuarantee } from '@app/accounting';
import { ClaimEventEntity } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { HOUSE_LANE, laneOfSeed } from '@app/kernel';
import { LedgerGuardEntity } from '@app/ledger';
import { Money } from '@app/money';
import type { Actor } from '@app/platform';
import { payoutsAwaitingFunds } from '@app/reports';

import { Barrier } from '../../../../test/support/barrier';
import { aClaimant, claimNow, payingCase, payoutNow } from '../../../../test/support/cases';
import { lookedAt, payoutBookings } from '../../../../test/support/payout-steps';
import { anActor } from '../../../../test/support/test-libs';
import { TestOperations } from '../../../../test/support/test-operations';
import { fundFindings } from '../../../../apps/cli/src/commands/fund-findings';
import { refillAllotmentJob } from '../payouts.jobs';
import type { PayoutEntity } from '../persistence/payout.entity';

const AMOUNT = 15_000n;

function aClaimantWhere(isWanted: (lane: number) => boolean): Actor {
  for (;;) {
    const claimant = aClaimant();
    if (isWanted(laneOfSeed(claimant.partyId ?? ''))) return claimant;
  }
}

/** Payouts of a currency that is guarded, because somebody has contributed to the fund. */
describe('a payout', () => {
  let ops: TestOperations;
  beforeEach(async () => {
    ops = await TestOperations.start();
  });
  afterEach(async () => {
    const broken = await ops.broken();
    await ops.stop();
    if (broken.length > 0) throw new Error(broken.join('\n'));
  });

  /** Money onto the rail, through the fund. */
  const contribute = async (amountMinor: bigint): Promise<void> => {
    const money = Money.of(amountMinor, 'CNY');
    const contribution = { actor: anActor('operator'), money };
    await ops.transaction((tx) =>
      ops.get(FundGuarantee).run(tx, {
        ...contribution,
        toRail: amountMinor === 0n ? null : { rail: 'simulated', money },
      }),
    );
  };
  /** A guarded rail without money. */
  const guard = async (): Promise<void> => {
    await ops.transaction((tx) =>
      ops.get(FundGuarantee).run(tx, {
        actor: anActor('operator'),
        money: Money.of(1n, 'CNY'),
        toRail: null,
      }),
    );
  };
  const payoutOf = async (claimant: Actor): Promise<PayoutEntity> => {
    const [payout] = await payingCase(ops, { claimant, amounts: [AMOUNT] });
    return payout!;
  };
  const aPayout = (): Promise<PayoutEntity> =>
    payoutOf(aClaimantWhere((lane) => lane !== HOUSE_LANE));
  /** Payouts of different claimants, and so mostly of different lanes. */
  const payouts = (length: number): Promise<PayoutEntity[]> =>
    Promise.all(Array.from({ length }, aPayout));
  const look = (payout: PayoutEntity, afterMs = 0): Promise<PayoutEntity> =>
    lookedAt(ops, payout, afterMs);
  const refill = (payout: Pick<PayoutEntity, 'lane' | 'currency'>): Promise<void> =>
    ops.refillAllotment.run(payout);
  const due = (): Promise<Record<string, string>[]> =>
    refillAllotmentJob.findDue(ops.reads, ops.clock.now(), 100);
  /** What the lanes have that have something. */
  const allotments = async (): Promise<Record<number, bigint>> => {
    const held = { guard: 'rail', currency: 'CNY', availableMinor: Not(0n) };
    const rows = await ops.reads.findBy(LedgerGuardEntity, held);
    return Object.fromEntries(rows.map(({ lane, availableMinor }) => [lane, availableMinor]));
  };
  const told = async (claim: Pick<ClaimEntity, 'lane' | 'id'>): Promise<string[]> => {
    const events = await ops.reads.find(ClaimEventEntity, {
      where: { lane: claim.lane, claimId: claim.id },
      order: { id: 'ASC' },
    });
    return events.map(({ kind }) => kind).filter((kind) => kind.startsWith('payout.'));
  };

  it('leaves at once in a currency that nobody guards', async () => {
    const payout = await look(await aPayout());
    expect(payout).toMatchObject({ status: 'settled', statusReason: null });
    expect(await allotments()).toEqual({});
  });

  it('asks for money when its lane is short, waits, and leaves when it was refilled', async () => {
    await contribute(6_400_000n);
    const short = await look(await aPayout());
    expect(short).toMatchObject({ status: 'created', statusReason: 'awaiting_funds', fence: 0 });
    expect(short.nextActionAt!.getTime()).toBeGreaterThan(ops.clock.now().getTime());
    expect(ops.rail.book().paidOf(short.id)).toEqual([]);
    const { lane, currency } = short;
    const job = { lane: String(lane), currency };
    expect(await ops.jobs('refill-allotment', job)).toEqual([job]);
    expect(await due()).toEqual([job]);
    await refill(short);
    const paid = await look(short);
    expect(paid).toMatchObject({ status: 'settled', statusReason: null });
    expect(await payoutBookings(ops, paid)).toEqual(['E15 2030/2040 15000', 'E16 2040/1030 15000']);
    const claim = await claimNow(ops, { id: paid.claimId });
    expect(claim).toMatchObject({ status: 'paid', nextStep: null });
    // A refill takes a moment, which is nothing to tell anybody.
    expect(await told(claim)).toEqual(['payout.opened', 'payout.settled']);
    expect(await due()).toEqual([]);
  });

  it('leaves at once in the lane that all money comes to', async () => {
    await contribute(AMOUNT);
    const claimant = aClaimantWhere((lane) => lane === HOUSE_LANE);
    const payout = await look(await payoutOf(claimant));
    expect(payout).toMatchObject({ lane: HOUSE_LANE, status: 'settled' });
    const short = await look(await payoutOf(claimant));
    expect(short).toMatchObject({ statusReason: 'awaiting_funds' });
    await contribute(AMOUNT);
    await refill(short);
    expect(await look(short)).toMatchObject({ status: 'settled' });
  });

  it('takes along more than it needs, so that the next one does not have to ask', async () => {
    await contribute(6_400_000n);
    const first = await look(await aPayout());
    await refill(first);
    await look(first);
    const share = (6_400_000n - AMOUNT) / 64n;
    expect(await allotments()).toMatchObject({
      [HOUSE_LANE]: 6_400_000n - AMOUNT - share,
      [first.lane]: share,
    });
  });

  it('says on its claim that it waits for money, once, and that the money came', async () => {
    await guard();
    const short = await look(await aPayout());
    const { lane, claimId } = short;
    await refill(short);
    for (let round = 0; round < 3; round += 1) {
      const seen = await look(short, 61_000);
      expect(seen).toMatchObject({ status: 'created', statusReason: 'awaiting_funds' });
    }
    expect(await claimNow(ops, { id: claimId })).toMatchObject({
      status: 'paying',
      nextStep: 'await_funds',
      nextBy: 'operator',
    });
    expect(await told({ lane, id: claimId })).toEqual(['payout.opened', 'payout.awaiting_funds']);
    await contribute(AMOUNT - 1n);
    expect(await due()).toEqual([]);
    await contribute(1n);
    expect(await due()).toEqual([{ lane: String(lane), currency: 'CNY' }]);
    await refill(short);
    const woken = await payoutNow(ops, short);
    expect(woken.nextActionAt!.getTime()).toBeLessThanOrEqual(ops.clock.now().getTime());
    expect(await look(short)).toMatchObject({ status: 'settled' });
    expect(await told({ lane, id: claimId })).toEqual([
      'payout.opened',
      'payout.awaiting_funds',
      'payout.funded',
      'payout.settled',
    ]);
  });

  it('shows operators how much is missing', async () => {
    await contribute(10_000n);
    expect(await payoutsAwaitingFunds(ops.reads)).toEqual([]);
    for (const payout of await payouts(2)) await look(payout);
    expect(await payoutsAwaitingFunds(ops.reads)).toEqual([
      {
        ...{ payouts: 2, wanted: Money.of(30_000n, 'CNY'), onRails: Money.of(10_000n, 'CNY') },
        ...{ aboveFloor: Money.zero('CNY'), missing: Money.of(20_000n, 'CNY') },
        isFilledByRule: false,
      },
    ]);
    expect(await fundFindings(ops.reads)).toEqual([
      { isGood: false, text: expect.stringContaining('300.00 CNY, and 100.00 CNY is') as string },
    ]);
    await contribute(20_000n);
    expect(await fundFindings(ops.reads)).toMatchObject([{ isGood: true }]);
  });

  it('does not hide behind its brothers: the claim waits until the last one has its money', async () => {
    await guard();
    const claimant = aClaimantWhere((lane) => lane !== HOUSE_LANE);
    const [one, other] = await payingCase(ops, { claimant, amounts: [30_000n, 20_000n] });
    const nextStep = async (): Promise<string | null> =>
      (await claimNow(ops, { id: one!.claimId })).nextStep;
    for (const payout of [one!, other!]) await look(payout);
    for (const payout of [one!, other!]) await look(payout, 61_000);
    await contribute(20_000n);
    await refill(one!);
    expect(await look(other!)).toMatchObject({ status: 'settled' });
    expect(await look(one!, 61_000)).toMatchObject({ statusReason: 'awaiting_funds' });
    expect(await nextStep()).toBe('await_funds');
    await contribute(30_000n);
    await refill(one!);
    expect(await look(one!)).toMatchObject({ status: 'settled' });
    const { lane, claimId } = one!;
    expect(await claimNow(ops, { id: claimId })).toMatchObject({ status: 'paid' });
    const kinds = await told({ lane, id: claimId });
    expect(kinds.filter((kind) => kind === 'payout.awaiting_funds')).toHaveLength(1);
  });

  it('gives its money back to its lane when it failed', async () => {
    await contribute(AMOUNT);
    const payout = await look(await aPayout());
    await refill(payout);
    const match = { reference: payout.id };
    ops.rail.setFaults([{ kind: 'reject', code: 'ACCOUNT_FROZEN', match }]);
    expect(await look(payout)).toMatchObject({ status: 'failed' });
    ops.rail.setFaults([]);
    expect((await allotments())[payout.lane]).toBe(AMOUNT);
  });

  it('gets what lies idle in other lanes when the house has nothing left', async () => {
    await contribute(AMOUNT);
    const first = await look(await aPayout());
    await refill(first);
    const match = { reference: first.id };
    ops.rail.setFaults([{ kind: 'reject', code: 'ACCOUNT_FROZEN', match }]);
    await look(first);
    ops.rail.setFaults([]);
    const second = await look(await aPayout());
    if (second.lane !== first.lane) await refill(second);
    expect(await look(second)).toMatchObject({ status: 'settled' });
  });

  it('leaves with twenty at once only as often as there is money for', async () => {
    await contribute(7n * AMOUNT);
    const all = await payouts(20);
    const together = new Barrier(all.length);
    const race = async (payout: PayoutEntity): Promise<void> => {
      await together.arrive();
      for (let round = 0; round < 3; round += 1) {
        await ops.advancePayout.run({ payoutId: payout.id });
        await refill(payout);
      }
    };
    await Promise.all(all.map(race));
    // What the sweep finds then, until nobody is left for whom there is money.
    for (let found = await due(); found.length > 0; found = await due()) {
      for (const { lane, currency } of found) {
        await refill({ lane: Number(lane), currency: currency! });
      }
      for (const payout of all) await look(payout);
    }
    const ends = await Promise.all(all.map((payout) => look(payout, 61_000)));
    const settled = ends.filter(({ status }) => status === 'settled');
    const waiting = ends.filter(({ statusReason }) => statusReason === 'awaiting_funds');
    expect([settled.length, waiting.length]).toEqual([7, 13]);
    for (const { id } of waiting) expect(ops.rail.book().paidOf(id)).toEqual([]);
    for (const { id } of settled) expect(ops.rail.book().paidOf(id)).toHaveLength(1);
    expect(Object.values(await allotments()).reduce((sum, minor) => sum + minor, 0n)).toBe(0n);
  });

  it('is refilled once by two who do it at once', async () => {
    await contribute(6_400_000n);
    const short = await look(await aPayout());
    await Promise.all([refill(short), refill(short), refill(short)]);
    const share = (6_400_000n - AMOUNT) / 64n;
    expect((await allotments())[short.lane]).toBe(AMOUNT + share);
  });

  it('is not refilled when nothing waits', async () => {
    await contribute(6_400_000n);
    await refill({ lane: 5, currency: 'CNY' });
    await refill({ lane: 5, currency: 'USD' });
    expect(await allotments()).toEqual({ [HOUSE_LANE]: 6_400_000n });
  });
});
