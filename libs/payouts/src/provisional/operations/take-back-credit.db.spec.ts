import { GUARANTEE_FUND, PostEvents } from '@app/accounting';
import type { ClaimEntity } from '@app/claims';
import { HOUSE_LANE, newId } from '@app/kernel';
import { OpenGuard } from '@app/ledger';
import { Money } from '@app/money';
import type { PayoutEntity } from '@app/payouts';

import { claimNow, decide } from '../../../../../test/support/cases';
import { offeringClockPack } from '../../../../../test/support/clock-pack';
import { CreditSteps } from '../../../../../test/support/credit-steps';
import { duel } from '../../../../../test/support/duels';
import { lodge } from '../../../../../test/support/lives';
import { atRest, lookedAt, stateOf } from '../../../../../test/support/payout-steps';
import { TestOperations } from '../../../../../test/support/test-operations';
import { WalletDouble } from '../../../../../test/support/wallet-double';
import { lateCredits } from '../late-credits';
import { takeBackCreditJob } from '../provisional.jobs';

const DAY_MS = 86_400_000;
const LEASE_MS = 20_000;

describe('a credit to a wallet of our own', () => {
  let ops: TestOperations;
  let credit: CreditSteps;
  let wallet: WalletDouble;
  beforeEach(async () => {
    wallet = new WalletDouble(() => ops.clock.now());
    ops = await TestOperations.start({ config: offeringClockPack(), rail: wallet });
    credit = new CreditSteps(ops);
  });
  afterEach(async () => {
    await credit.requireSoundBooks();
    await ops.stop();
  });

  /** A credit whose time after the notice is over: its wallet is asked. */
  const goingBack = async (): Promise<{ claim: ClaimEntity; order: PayoutEntity }> => {
    const claim = await credit.credited();
    await decide(ops, claim, { outcome: 'deny' });
    await credit.tendInTime(claim);
    const [order] = await credit.orders(claim);
    return { claim: await claimNow(ops, claim), order: order! };
  };

  it('is told the wallet, as what it is, and is backed in the same journal', async () => {
    const claim = await credit.credited();
    const [order] = await credit.orders(claim);
    const kept = wallet.transfers.get(order!.key);
    expect(kept!.order).toMatchObject({
      reference: order!.id,
      purpose: 'provisional_credit',
      requestDigest: order!.requestDigest,
    });
    expect(await credit.bookingsOn(claim)).toEqual(['E11 1150/2100 86000', 'E11 1040/1010 86000']);
    expect(await credit.part(order!)).toMatchObject({ destination: 'wallet' });
  });

  it('that the wallet refuses is unbacked again', async () => {
    wallet.refuses = 'ACCOUNT_CLOSED';
    const claim = await credit.credited();
    expect((await credit.bookingsOn(claim)).slice(2)).toEqual([
      'E36 2100/1150 86000',
      'E36 1010/1040 86000',
    ]);
    expect(claim).toMatchObject({ nextStep: 'credit_provisionally' });
  });

  it('goes back to the last cent where it is there still', async () => {
    const { claim, order } = await goingBack();
    await credit.tendInTime(claim);
    expect(await credit.stateOf(claim)).toBe('ending 0 0 0');
    await credit.takeBack(order);
    expect(await credit.stateOf(claim)).toBe('reversed 0 86000 0');
    expect((await credit.bookingsOn(claim)).slice(2)).toEqual([
      'E13 2100/1150 86000',
      'E13 1010/1040 86000',
    ]);
    await credit.recover(claim);
    expect(await ops.jobs('recover-credit', { claimId: claim.id })).toEqual([]);
  });

  it('leaves what was spent owed', async () => {
    const { claim, order } = await goingBack();
    wallet.spend(order.id, 26_000n);
    await credit.tendInTime(claim);
    await credit.takeBack(order);
    expect(await credit.stateOf(claim)).toBe('reversed 0 60000 26000');
    expect((await credit.bookingsOn(claim)).slice(2)).toEqual([
      ...['E13 2100/1150 60000', 'E13 1010/1040 60000', 'E14 1140/1150 26000'],
    ]);
    expect(await ops.jobs('recover-credit', { claimId: claim.id })).toHaveLength(1);
    await credit.recover(claim);
  });

  it('is not asked for before its time, nor when it is looked at again', async () => {
    const { claim, order } = await goingBack();
    await credit.takeBack(order);
    expect(wallet.asked).toBe(0);
    await lodge(ops, claim);
    ops.clock.moveOn(30 * DAY_MS);
    await credit.tend(claim);
    await credit.takeBack(order);
    expect(wallet.asked).toBe(0);
    expect(await credit.stateOf(claim)).toBe('granted 0 0 0');
  });

  it.each(['before', 'after'] as const)(
    'is asked for again when nothing is known, and booked once: silent %s it gave back',
    async (silent) => {
      const { claim, order } = await goingBack();
      await credit.tendInTime(claim);
      wallet.silent = silent;
      await credit.takeBack(order);
      await credit.takeBack(order);
      expect(wallet.asked).toBe(1);
      expect(await credit.stateOf(claim)).toBe('ending 0 0 0');
      expect(await credit.bookingsOn(claim)).toHaveLength(2);
      ops.clock.moveOn(DAY_MS + 60_000);
      expect(await lateCredits(ops.reads, ops.clock.now())).toMatchObject([
        { reference: claim.reference, why: 'not_answered' },
      ]);
      const due = await takeBackCreditJob.findDue(ops.reads, ops.clock.now(), 10);
      expect(due).toEqual([{ payoutId: order.id }]);
      wallet.silent = null;
      await credit.takeBack(order);
      expect(await credit.stateOf(claim)).toBe('reversed 0 86000 0');
      expect(await credit.bookingsOn(claim)).toHaveLength(4);
      expect(await lateCredits(ops.reads, ops.clock.now())).toEqual([]);
    },
  );

  it('is not asked for by a worker that slept for longer than its lease', async () => {
    const { claim, order } = await goingBack();
    await credit.tendInTime(claim);
    let looks = 0;
    // It writes down that it asks, and is frozen before it does.
    const clock = {
      now: () => new Date(ops.clock.now().getTime() + (looks++ === 0 ? 0 : LEASE_MS)),
    };
    await credit.takeBack(order, clock);
    expect(looks).toBe(2);
    expect(wallet.asked).toBe(0);
    ops.clock.moveOn(LEASE_MS + 5_001);
    const due = await takeBackCreditJob.findDue(ops.reads, ops.clock.now(), 10);
    expect(due).toEqual([{ payoutId: order.id }]);
    await credit.takeBack(order);
    expect(wallet.asked).toBe(1);
    expect(await credit.stateOf(claim)).toBe('reversed 0 86000 0');
  });

  it('is booked once when two ask at once, and once when asked afterwards', async () => {
    const { claim, order } = await goingBack();
    await credit.tendInTime(claim);
    await duel(
      () => credit.takeBack(order),
      () => credit.takeBack(order),
    );
    await credit.takeBack(order);
    expect(wallet.asked).toBe(1);
    expect(await credit.bookingsOn(claim)).toHaveLength(4);
  });

  it('that was asked back goes back also when the claim is opened again in that moment', async () => {
    const { claim, order } = await goingBack();
    await credit.tendInTime(claim);
    await lodge(ops, claim);
    await credit.tend(claim);
    await credit.takeBack(order);
    expect(await credit.stateOf(claim)).toBe('reversed 0 86000 0');
  });

  it('that comes back by itself is no credit any more; once it was used people look', async () => {
    const claim = await credit.credited();
    const [order] = await credit.orders(claim);
    await decide(ops, claim);
    await credit.paidOut(claim);
    const transfer = { transferId: `wlt_${order!.key}`, returnedAt: ops.clock.now() };
    ops.way.intercept = () =>
      Promise.resolve({ outcome: 'returned', ...transfer, echo: {} as never });
    await ops.transaction((tx) =>
      tx.query('UPDATE payouts SET next_action_at = $1 WHERE id = $2', [
        ops.clock.now(),
        order!.id,
      ]),
    );
    expect(stateOf(await lookedAt(ops, order!))).toBe('settled contradiction');
  });

  describe('where the fund is guarded', () => {
    const contributed = async (amountMinor: bigint): Promise<void> => {
      const money = Money.of(amountMinor, 'CNY');
      await ops.transaction((tx) =>
        ops.get(PostEvents).run(tx, [{ code: 'E01', money }], {
          ...{ lane: HOUSE_LANE, claimId: null, actor: 'system', fund: GUARANTEE_FUND },
          ...{ occurredAt: ops.clock.now(), causeId: newId('fnd', HOUSE_LANE) },
        }),
      );
    };

    it('waits for money and leaves when there is some', async () => {
      for (const guard of ['fund', 'rail']) {
        await ops.transaction((tx) => ops.get(OpenGuard).run(tx, { guard, currency: 'CNY' }));
      }
      await contributed(85_999n);
      const claim = await credit.granted();
      const [order] = await credit.orders(claim);
      expect(stateOf(await lookedAt(ops, order!))).toBe('created awaiting_backing');
      expect(wallet.transfers.size).toBe(0);
      expect(await credit.bookingsOn(claim)).toEqual([]);
      ops.clock.moveOn(2 * DAY_MS);
      expect(await lateCredits(ops.reads, ops.clock.now())).toMatchObject([{ why: 'not_arrived' }]);
      await contributed(1n);
      expect(stateOf(await atRest(ops, order!))).toBe('settled');
      expect(await credit.bookingsOn(claim)).toEqual([
        'E11 1150/2100 86000',
        'E11 1040/1020 86000',
      ]);
    });
  });
});
