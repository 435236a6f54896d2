import { Money } from '@app/money';
import { readFundBill } from '@app/payouts';
import type { RailOrder } from '@app/payouts';

import { until } from '../../simulated-rail/testing/rail-house';
import { MERCHANTS } from './wechat-keys';
import { NAME, OPENID, WechatHouse, aCompensation, anOrder } from './testing/wechat-house';

const { merchant, platform } = MERCHANTS;

describe('WeChat Pay, played on this machine', () => {
  let house: WechatHouse;
  beforeAll(async () => {
    house = await WechatHouse.start();
  });
  afterAll(async () => {
    await house.stop();
  });
  afterEach(() => {
    house.wechat.setFaults([]);
  });

  const send = (order: RailOrder) => house.adapter.send(order);
  const query = (order: RailOrder) => house.adapter.query(order);
  const billOf = ({ key }: RailOrder) =>
    house.wechat.bills().find(({ outBillNo }) => outBillNo === key);

  it('takes a transfer, waits for the payee, and says when they have the money', async () => {
    const order = anOrder();
    const before = house.wechat.balanceFen(merchant.mchid);
    const taken = await send(order);
    expect(taken).toMatchObject({
      outcome: 'pending',
      transferId: expect.stringMatching(/^1330\d{24}$/),
      awaitsPayee: { until: expect.any(Date), confirmWith: expect.stringMatching(/^package-/) },
    });
    expect(taken).not.toHaveProperty('echo');
    const { createdAt = '' } = billOf(order) ?? {};
    expect(await query(order)).toMatchObject({
      outcome: 'pending',
      awaitsPayee: { until: new Date(Date.parse(createdAt) + 86_400_000) },
      echo: { money: { currency: 'CNY', amountMinor: '19900' }, payee: { openid: OPENID } },
    });
    await house.wechat.confirm(order.key);
    const { changedAt = '' } = billOf(order) ?? {};
    expect(await query(order)).toMatchObject({
      outcome: 'confirmed',
      settledAt: new Date(changedAt),
      echo: { key: order.key, reference: order.reference, status: 'SUCCESS' },
    });
    expect(house.wechat.balanceFen(merchant.mchid)).toBe(before - 19_900n);
  });

  it('encrypts the name of the payee, each time anew, and takes both as one order', async () => {
    const order = anOrder({ money: Money.of(200_000n, 'CNY') });
    await send(order);
    expect(billOf(order)).toMatchObject({ name: NAME });
    expect(await send(order)).toMatchObject({ outcome: 'pending' });
    expect(house.wechat.bills().filter(({ outBillNo }) => outBillNo === order.key)).toHaveLength(1);
  });

  it('leaves the name out where WeChat Pay takes none', async () => {
    const order = anOrder({ money: Money.of(29n, 'CNY') });
    await send(order);
    expect(billOf(order)).toMatchObject({ name: null, amountFen: '29' });
  });

  it('refuses a payee by another name, for good', async () => {
    const order = anOrder({
      payee: { route: 'account', kind: 'wechat', account: OPENID, name: '别人' },
    });
    expect(await send(order)).toMatchObject({ outcome: 'pending' });
    expect(await query(order)).toMatchObject({ outcome: 'rejected', code: 'NAME_NOT_CORRECT' });
  });

  it('closes what the payee does not confirm, and nothing has left', async () => {
    const order = anOrder();
    const before = house.wechat.balanceFen(merchant.mchid);
    await send(order);
    await house.wechat.lapse(order.key);
    expect(await query(order)).toMatchObject({ outcome: 'rejected', code: 'OVERDUE_CLOSE' });
    expect(house.wechat.balanceFen(merchant.mchid)).toBe(before);
  });

  it('compensates whoever paid a transaction, through the platform', async () => {
    const order = aCompensation();
    expect(await send(order)).toMatchObject({ outcome: 'pending' });
    expect(await until(() => query(order), 'confirmed')).toMatchObject({
      outcome: 'confirmed',
      echo: { payee: { transaction: '4200000020000011112222333344' } },
    });
    expect(billOf(order)).toMatchObject({ mchid: platform.mchid, kind: 'compensate' });
  });

  it('says of a closed compensation that it will never be paid', async () => {
    house.wechat.setFaults([{ kind: 'fail', code: '余额不足' }]);
    const order = aCompensation();
    await send(order);
    expect(await query(order)).toMatchObject({ outcome: 'rejected', code: 'CLOSED' });
  });

  it('says of a number that it does not know it', async () => {
    expect(await query(anOrder())).toEqual({ outcome: 'not_found' });
    expect(await query(aCompensation())).toEqual({ outcome: 'not_found' });
  });

  it('does not pay another order under a number, and the query shows the difference', async () => {
    const order = anOrder();
    await send(order);
    const other = { ...order, money: Money.of(19_901n, 'CNY') };
    expect(await send(other)).toMatchObject({ outcome: 'unknown', reason: 'unlisted_code' });
    expect(await query(other)).toMatchObject({ outcome: 'unknown', reason: 'echo_mismatch' });
    expect(billOf(order)).toMatchObject({ amountFen: '19900' });
  });

  it('gives a fund bill that becomes a statement of what it paid', async () => {
    const [paid, lapsed, compensated] = [anOrder(), anOrder(), aCompensation()];
    for (const order of [paid, lapsed, compensated]) await send(order);
    await house.wechat.confirm(paid.key);
    await house.wechat.lapse(lapsed.key);
    await until(() => query(compensated), 'confirmed');
    const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const linesOf = ({ mchid }: { readonly mchid: string }) =>
      readFundBill(house.wechat.fundBill(mchid, day), { account: mchid, day }).lines;
    const of = (order: RailOrder) =>
      [...linesOf(merchant), ...linesOf(platform)].filter(({ key }) => key === order.key);
    for (const order of [paid, compensated]) {
      const transferId = billOf(order)?.billNo;
      expect(of(order)).toMatchObject([{ kind: 'payout', direction: 'out', transferId }]);
    }
    expect(of(lapsed)).toEqual([]);
  });

  it.each(['no list', '{}', '[{"kind":"none"}]'])('refuses faults in words: %s', async (body) => {
    const url = `${house.wechat.url}/emulator/faults`;
    expect((await fetch(url, { method: 'PUT', body })).status).toBe(400);
  });

  it('keeps its book over a restart', async () => {
    const own = await WechatHouse.start();
    const order = anOrder();
    await own.adapter.send(order);
    await own.wechat.close();
    const again = await WechatHouse.start({ folder: own.folder });
    expect(await again.adapter.query(order)).toMatchObject({ outcome: 'pending' });
    expect(await again.adapter.send(order)).toMatchObject({ outcome: 'pending' });
    expect(again.bound(order.key)).toBe(1);
    await again.stop();
  });
});
