import { Money } from '@app/money';
import type { Tx } from '@app/platform';

import { FundDesk, RAIL, cny } from '../../../../test/support/fund-desk';
import { FundEventEntity } from '../persistence/fund-event.entity';
import { FundGuarantee } from './fund-guarantee';
import { TopUpRail } from './top-up-rail';

const DAY_MS = 86_400_000;
const { rail } = RAIL;

describe('what stays in the fund', () => {
  let desk: FundDesk;
  beforeEach(async () => {
    desk = await FundDesk.start();
  });
  afterEach(() => desk.stop());

  const inTransaction = <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> =>
    desk.libs.inTransaction(work);
  const contribute = (money: Money, onRail: Money): Promise<unknown> =>
    inTransaction((tx) => {
      const toRail = { rail, money: onRail };
      return desk.libs.get(FundGuarantee).run(tx, { actor: desk.operator, money, toRail });
    });
  const topUp = (money: Money, source: 'fund' | 'operating_cash' = 'fund'): Promise<unknown> =>
    inTransaction((tx) => {
      const wish = { actor: desk.operator, rail, money, source, changeId: null };
      return desk.libs.get(TopUpRail).run(tx, wish);
    });

  it('is kept from what goes on to a rail with a contribution as well', async () => {
    await desk.limit('fundFloorMinor', 300);
    await expect(contribute(cny(1_000n), cny(701n))).rejects.toMatchObject({
      code: 'fund.below_floor',
      details: { missing: cny(1n).toJson(), floor: cny(300n).toJson() },
    });
    await contribute(cny(1_000n), cny(700n));
    await contribute(cny(50n), cny(50n));
    expect(await desk.balances()).toMatchObject({ '1020': 300n, '1030': 750n });
  });

  it('is kept when a rule and a person are at it at once', async () => {
    await desk.contribute(1_000n);
    await desk.limit('fundFloorMinor', 500);
    await desk.rule(100, 400);
    await Promise.allSettled([desk.fill(), topUp(cny(300n)), topUp(cny(200n))]);
    const left = (await desk.balances())['1020']!;
    expect(left).toBeGreaterThanOrEqual(500n);
    await expect(topUp(cny(left - 499n))).rejects.toMatchObject({ code: 'fund.below_floor' });
  });

  it('is set for each currency by itself', async () => {
    await desk.contribute(1_000n);
    await desk.limit('fundFloorMinor', 900);
    await contribute(Money.of(1_000n, 'USD'), Money.of(1_000n, 'USD'));
    await expect(topUp(cny(101n))).rejects.toMatchObject({ code: 'fund.below_floor' });
    const [forAll, unfit] = [
      { kind: 'limit.set', name: 'fundFloorMinor', value: 900 } as const,
      { kind: 'limit.set', name: 'draftsPerParty', value: 9, currency: 'CNY' } as const,
    ].map((content) => desk.controls.propose(desk.operator, content));
    await expect(forAll).rejects.toMatchObject({ code: 'change.limit_currency' });
    await expect(unfit).rejects.toMatchObject({ code: 'change.limit_currency' });
  });
});

describe('what one person may send to rails in a day', () => {
  let desk: FundDesk;
  beforeEach(async () => {
    desk = await FundDesk.start();
    await desk.limit('topUpMinorPerDay', 500);
    await desk.contribute(10_000n);
  });
  afterEach(() => desk.stop());

  const topUp = (minor: bigint, source: 'fund' | 'operating_cash' = 'fund'): Promise<unknown> =>
    desk.libs.inTransaction((tx) => {
      const wish = { actor: desk.operator, rail, money: cny(minor), source, changeId: null };
      return desk.libs.get(TopUpRail).run(tx, wish);
    });

  it('is bounded, whatever the source, and begins anew the next day', async () => {
    await topUp(400n, 'operating_cash');
    await expect(topUp(101n)).rejects.toMatchObject({
      code: 'fund.top_up_over_limit',
      details: { most: cny(500n).toJson(), left: cny(100n).toJson() },
    });
    const toRail = { rail, money: cny(101n) };
    const contribution = { actor: desk.operator, money: cny(101n), toRail };
    const sentOn = desk.libs.inTransaction((tx) =>
      desk.libs.get(FundGuarantee).run(tx, contribution),
    );
    await expect(sentOn).rejects.toMatchObject({ code: 'fund.top_up_over_limit' });
    await topUp(100n);
    desk.libs.clock.moveOn(DAY_MS);
    await topUp(500n);
  });

  it('is bounded for two who are at it at once, and is none of a rule', async () => {
    const both = await Promise.allSettled([topUp(300n), topUp(300n)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await desk.rule(1_000, 2_000);
    expect(await desk.fill()).toEqual(cny(1_700n));
  });

  it('is exceeded by two people, and each operator is told what to send', async () => {
    const money = { currency: 'CNY', amountMinor: '9000' };
    const content = { kind: 'rail.top_up', rail, money, source: 'fund' } as const;
    const id = await desk.controls.propose(desk.operator, content);
    expect(await desk.balances()).toMatchObject({ '1020': 10_000n });
    await expect(desk.controls.judge(desk.operator, id)).rejects.toMatchObject({
      code: 'approval.own_hand',
    });
    await desk.controls.judge(desk.approver, id);
    expect(await desk.balances()).toMatchObject({ '1020': 1_000n, '1030': 9_000n });
    const [told] = await desk.reads.findBy(FundEventEntity, { kind: 'fund.top_up_ordered' });
    expect(told?.facts).toMatchObject({ rail, source: 'fund', amountMinor: '9000', changeId: id });
  });

  it('is exceeded by two people only where the floor lets it', async () => {
    await desk.limit('fundFloorMinor', 5_000);
    const money = { currency: 'CNY', amountMinor: '6000' };
    const content = { kind: 'rail.top_up', rail, money, source: 'fund' } as const;
    const id = await desk.controls.propose(desk.operator, content);
    await expect(desk.controls.judge(desk.approver, id)).rejects.toMatchObject({
      code: 'fund.below_floor',
    });
    expect(await desk.controls.statusOf(id)).toBe('awaiting_approval');
  });
});
