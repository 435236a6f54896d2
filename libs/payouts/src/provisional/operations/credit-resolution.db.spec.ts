import type { ClaimEntity } from '@app/claims';
import { Money } from '@app/money';
import { ApproveCreditResolution, CreditResolutionQueries } from '@app/payouts';
import { ProposeCreditResolution } from '@app/payouts';
import type { NewCreditResolution, PayoutEntity } from '@app/payouts';
import type { Actor } from '@app/platform';

import { hired } from '../../../../../test/support/accounts';
import { claimantOf, decide } from '../../../../../test/support/cases';
import { offeringClockPack } from '../../../../../test/support/clock-pack';
import { CreditSteps } from '../../../../../test/support/credit-steps';
import { endOf } from '../../../../../test/support/duels';
import { TestOperations } from '../../../../../test/support/test-operations';
import { WalletDouble } from '../../../../../test/support/wallet-double';
import { lateCredits } from '../late-credits';

const DAY_MS = 86_400_000;
const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');

describe('what two people say of a wallet that does not answer', () => {
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

  /** A credit of 860.00 that was asked back just now, without an answer. */
  const askedBack = async (): Promise<{ claim: ClaimEntity; order: PayoutEntity }> => {
    const claim = await credit.credited();
    await decide(ops, claim, { outcome: 'deny' });
    await credit.tendInTime(claim);
    await credit.tendInTime(claim);
    wallet.silent = 'before';
    const [order] = await credit.orders(claim);
    await credit.takeBack(order!);
    return { claim, order: order! };
  };
  const silent = async (): Promise<{ claim: ClaimEntity; order: PayoutEntity }> => {
    const asked = await askedBack();
    ops.clock.moveOn(DAY_MS);
    return asked;
  };
  const say = async (
    order: PayoutEntity,
    by: Actor,
    said: Partial<NewCreditResolution> = {},
  ): Promise<unknown> => {
    const evidence = { kind: 'bank_letter', reference: 'Letter 7', note: 'They wrote.' } as const;
    const usual = { taken: cny(60_000n), takenAt: ops.clock.now(), evidence };
    return ops.transaction((tx) =>
      ops.get(ProposeCreditResolution).run(tx, by, { payoutId: order.id, ...usual, ...said }),
    );
  };
  const judge = async (
    order: PayoutEntity,
    by: Actor,
    verdict: 'approve' | 'return' = 'approve',
    number = 1,
  ): Promise<void> => {
    const given = { payoutId: order.id, number, verdict, note: 'Seen.' };
    await ops.transaction((tx) => ops.get(ApproveCreditResolution).run(tx, by, given));
  };
  const statesOf = async (order: PayoutEntity): Promise<string[]> => {
    const asked = await ops.get(CreditResolutionQueries).of(ops.reads, order);
    return asked!.said.map(({ state }) => state);
  };

  it('is booked like its own answer, and what was not there is owed', async () => {
    const { claim, order } = await silent();
    const takenAt = new Date(ops.clock.now().getTime() - 3_600_000);
    await say(order, ops.staff.zhao, { takenAt });
    expect(await credit.stateOf(claim)).toBe('ending 0 0 0');
    await judge(order, ops.staff.li);
    expect(await credit.stateOf(claim)).toBe('reversed 0 60000 26000');
    expect((await credit.bookingsOn(claim)).slice(2)).toEqual([
      ...['E13 2100/1150 60000', 'E13 1010/1040 60000', 'E14 1140/1150 26000'],
    ]);
    expect(await ops.jobs('recover-credit', { claimId: claim.id })).toHaveLength(1);
    expect(await lateCredits(ops.reads, ops.clock.now())).toEqual([]);
    // Nobody asks the wallet any more.
    wallet.silent = null;
    const { asked } = wallet;
    await credit.takeBack(order);
    expect(wallet.asked).toBe(asked);
    await credit.recover(claim);
  });

  it('may be that nothing came back', async () => {
    const { claim, order } = await silent();
    await say(order, ops.staff.zhao, { taken: cny(0n), takenAt: null });
    await judge(order, ops.staff.li);
    expect(await credit.stateOf(claim)).toBe('reversed 0 0 86000');
    await credit.recover(claim);
  });

  it('counts only after a day without an answer', async () => {
    const { order } = await askedBack();
    ops.clock.moveOn(DAY_MS - 60_000);
    expect(await endOf(say(order, ops.staff.zhao))).toBe('payout.take_back_not_resolvable');
    ops.clock.moveOn(60_000);
    expect(await endOf(say(order, ops.staff.zhao))).toBe('done');
  });

  it('is not about a credit that nobody has asked back', async () => {
    const claim = await credit.credited();
    const [order] = await credit.orders(claim);
    expect(await endOf(say(order!, ops.staff.zhao))).toBe('payout.take_back_not_resolvable');
  });

  it('is void once the wallet has answered', async () => {
    const { claim, order } = await silent();
    await say(order, ops.staff.zhao);
    wallet.silent = null;
    await credit.takeBack(order);
    expect(await credit.stateOf(claim)).toBe('reversed 0 86000 0');
    expect(await statesOf(order)).toEqual(['void']);
    expect(await endOf(judge(order, ops.staff.li))).toBe('resolution.not_awaited');
    expect(await endOf(say(order, ops.staff.zhao))).toBe('payout.take_back_not_resolvable');
    expect(await credit.bookingsOn(claim)).toHaveLength(4);
  });

  it('waits for an answer that is on its way, so that what the wallet gave back is booked', async () => {
    const { claim, order } = await silent();
    await say(order, ops.staff.zhao);
    wallet.silent = null;
    let arrive = (): void => undefined;
    const arrives = new Promise<void>((resolve) => (arrive = resolve));
    const left = new Promise<void>((resolve) => {
      wallet.onItsWay = () => {
        resolve();
        return arrives;
      };
    });
    const asking = credit.takeBack(order);
    await left;
    expect(await endOf(judge(order, ops.staff.li))).toBe('payout.take_back_under_way');
    arrive();
    await asking;
    expect(await credit.stateOf(claim)).toBe('reversed 0 86000 0');
    expect(await endOf(judge(order, ops.staff.li))).toBe('resolution.not_awaited');
  });

  it('waits no longer for whoever died while asking', async () => {
    const { claim, order } = await silent();
    await say(order, ops.staff.zhao);
    wallet.onItsWay = () => Promise.reject(new Error('The process is gone.'));
    await expect(credit.takeBack(order)).rejects.toThrow('The process is gone.');
    expect(await endOf(judge(order, ops.staff.li))).toBe('payout.take_back_under_way');
    ops.clock.moveOn(40_000);
    await judge(order, ops.staff.li);
    expect(await credit.stateOf(claim)).toBe('reversed 0 60000 26000');
  });

  it('is said once more after it was returned, and by one at a time', async () => {
    const { claim, order } = await silent();
    await say(order, ops.staff.zhao);
    expect(await endOf(say(order, ops.staff.li))).toBe('resolution.open_already');
    await judge(order, ops.staff.li, 'return');
    expect(await credit.stateOf(claim)).toBe('ending 0 0 0');
    await say(order, ops.staff.zhao, { taken: cny(86_000n) });
    await judge(order, ops.staff.li, 'approve', 2);
    expect(await statesOf(order)).toEqual(['returned', 'approved']);
    expect(await endOf(judge(order, ops.staff.li, 'approve', 2))).toBe('resolution.not_awaited');
    expect(await credit.stateOf(claim)).toBe('reversed 0 86000 0');
  });

  it('is confirmed by another person, not by another account', async () => {
    const { order } = await silent();
    await say(order, ops.staff.zhao);
    expect(await endOf(judge(order, ops.staff.zhao))).toBe('resolution.own_hand');
    const again = await hired(ops, 'operator', { person: ops.staff.zhao });
    expect(await endOf(judge(order, again))).toBe('resolution.own_hand');
    // Nor past our code.
    const admin = await ops.libs.connectAs('ganpei_app');
    await expect(
      admin.query(
        `INSERT INTO credit_resolution_approvals VALUES ($1, $2, 1, 'approve', 'Seen.', $3, now())`,
        [order.lane, order.id, again.id],
      ),
    ).rejects.toMatchObject({ constraint: 'credit_resolution_approvals_other_eyes' });
  });

  it('is said and confirmed by nobody who claims', async () => {
    const { claim, order } = await silent();
    const claiming = await hired(ops, 'approver', { person: claimantOf(claim) });
    expect(await endOf(say(order, claiming))).toBe('claim.own_hand');
    await say(order, ops.staff.zhao);
    expect(await endOf(judge(order, claiming))).toBe('claim.own_hand');
  });

  it.each<[string, () => Partial<NewCreditResolution>, string]>([
    ['more than was asked for', () => ({ taken: cny(86_001n) }), 'payout.take_back_unfit'],
    ['another currency', () => ({ taken: Money.of(1n, 'USD') }), 'payout.take_back_unfit'],
    ['something without its time', () => ({ takenAt: null }), 'payout.take_back_unproven'],
    [
      'something that is still to come',
      () => ({ takenAt: new Date(ops.clock.now().getTime() + DAY_MS) }),
      'payout.take_back_unproven',
    ],
    [
      'something from before it was asked for',
      () => ({ takenAt: new Date(ops.clock.now().getTime() - 3 * DAY_MS) }),
      'payout.take_back_unproven',
    ],
    [
      'what a line proves that is not there',
      () => ({ evidence: { kind: 'statement_line', reference: 'stl_x', note: 'Line 7.' } }),
      'resolution.evidence_unfit',
    ],
  ])('cannot be %s', async (_what, said, code) => {
    const { order } = await silent();
    expect(await endOf(say(order, ops.staff.zhao, said()))).toBe(code);
  });

  it('cannot be said past our code while the wallet may answer', async () => {
    const { order } = await askedBack();
    const admin = await ops.libs.connectAs('ganpei_app');
    await expect(
      admin.query(
        `INSERT INTO credit_resolutions VALUES ($1, $2, 1, 0, $3, 'rail_portal', 'x', 'y', $4, $3)`,
        [order.lane, order.id, ops.clock.now(), ops.staff.zhao.id],
      ),
    ).rejects.toMatchObject({ constraint: 'credit_resolutions_silent' });
  });
});
