import { FillRail, FundGuarantee, FundRuleQueries, WatchFund } from '@app/accounting';
import type { RuleInForce } from '@app/accounting';
import { ApplyChange, ApproveChange, ProposeChange } from '@app/audit';
import type { ChangeContent } from '@app/audit';
import { Money } from '@app/money';
import type { Actor } from '@app/platform';
import { payoutsAwaitingFunds } from '@app/reports';

import { fundFindings } from '../../../../apps/cli/src/commands/fund-findings';
import { hired } from '../../../../test/support/accounts';
import { aClaimant, claimNow, payingCase } from '../../../../test/support/cases';
import { lookedAt } from '../../../../test/support/payout-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import type { PayoutEntity } from '../persistence/payout.entity';
import { FillRails } from './fill-rails';

const AMOUNT = 15_000n;
const DAY_MS = 86_400_000;
const cny = (minor: bigint): Money => Money.of(minor, 'CNY');

describe('rails that are filled by rules', () => {
  let ops: TestOperations;
  let operator: Actor;
  beforeEach(async () => {
    ops = await TestOperations.start();
    operator = await hired(ops, 'operator');
  });
  afterEach(async () => {
    const broken = await ops.broken();
    await ops.stop();
    if (broken.length > 0) throw new Error(broken.join('\n'));
  });

  const contribute = (minor: bigint): Promise<unknown> =>
    ops.transaction((tx) =>
      ops.get(FundGuarantee).run(tx, { actor: operator, money: cny(minor), toRail: null }),
    );
  const inForce = async (content: ChangeContent): Promise<void> => {
    const wish = { content, newUser: null, reason: 'A quiet month.' };
    const { id } = await ops.transaction((tx) => ops.get(ProposeChange).run(tx, operator, wish));
    const verdict = { changeId: id, verdict: 'approve' as const, note: 'Agreed.' };
    await ops.transaction((tx) => ops.get(ApproveChange).run(tx, ops.staff.zhao, verdict));
    ops.clock.moveOn(DAY_MS);
    await ops.transaction((tx) => ops.get(ApplyChange).run(tx, id));
  };
  const rule = (lowMinor: number, targetMinor: number): Promise<void> =>
    inForce({ kind: 'top_up.set', rail: 'simulated', currency: 'CNY', lowMinor, targetMinor });
  const fill = (): Promise<void> => ops.get(FillRails).run('CNY');
  const rail = async (): Promise<RuleInForce> =>
    (await ops.get(FundRuleQueries).inForce(ops.reads, 'CNY'))[0]!;
  /** A payout that has found too little money, and has waited for it. */
  const waiting = async (): Promise<PayoutEntity> => {
    const [payout] = await payingCase(ops, { claimant: aClaimant(), amounts: [AMOUNT] });
    await lookedAt(ops, payout!);
    return lookedAt(ops, payout!, 61_000);
  };

  it('have what waits for money besides, and ring for it', async () => {
    await contribute(100_000n);
    await rule(0, 20_000);
    const payout = await waiting();
    await fill();
    expect(await rail()).toMatchObject({ freeMinor: 20_000n + AMOUNT, shortMinor: 0n });
    const job = { lane: String(payout.lane), currency: 'CNY' };
    expect(await ops.jobs('refill-allotment', job)).not.toEqual([]);
    await ops.refillAllotment.run(payout);
    expect(await lookedAt(ops, payout)).toMatchObject({ status: 'settled' });
    await fill();
    expect(await rail()).toMatchObject({ freeMinor: 20_000n, shortMinor: 0n });
  });

  it('let payouts wait at the floor, where everybody sees it, until somebody contributes', async () => {
    await contribute(100_000n);
    await inForce({
      ...{ kind: 'limit.set', name: 'fundFloorMinor', currency: 'CNY', value: 95_000 },
    });
    await rule(10_000, 20_000);
    await fill();
    const payout = await waiting();
    await fill();
    await ops.get(WatchFund).run('CNY');
    expect(await claimNow(ops, { id: payout.claimId })).toMatchObject({ nextStep: 'await_funds' });
    expect(await rail()).toMatchObject({ freeMinor: 5_000n, shortMinor: 20_000n });
    expect(await payoutsAwaitingFunds(ops.reads)).toEqual([
      {
        ...{ payouts: 1, wanted: cny(AMOUNT), onRails: cny(5_000n), aboveFloor: cny(0n) },
        ...{ missing: cny(10_000n), isFilledByRule: true },
      },
    ]);
    expect(await fundFindings(ops.reads)).toEqual([
      { isGood: false, text: expect.stringMatching(/100\.00 CNY is missing/) as string },
    ]);
    await contribute(50_000n);
    await fill();
    expect(await fundFindings(ops.reads)).toMatchObject([{ isGood: true }]);
    await ops.refillAllotment.run(payout);
    expect(await lookedAt(ops, payout)).toMatchObject({ status: 'settled' });
    expect(await fundFindings(ops.reads)).toMatchObject([{ isGood: true }]);
  });

  it('are filled once by several at once, and not at all without a rule', async () => {
    await contribute(100_000n);
    await fill();
    await rule(10_000, 20_000);
    await Promise.all([fill(), fill(), fill()]);
    expect(await rail()).toMatchObject({ freeMinor: 20_000n });
    const nothing = { rail: 'bank', currency: 'CNY', wanted: cny(1n) };
    expect(await ops.transaction((tx) => ops.get(FillRail).run(tx, nothing))).toBeNull();
  });
});
