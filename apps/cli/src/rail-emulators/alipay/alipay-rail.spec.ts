import { Money } from '@app/money';
import { readAlipayBill } from '@app/payouts';
import type { RailOrder } from '@app/payouts';

import { gist, untilGist } from '../testing/emulated-orders';
import { HouseDoor } from '../testing/house-door';
import { shanghaiClock } from './shanghai-clock';
import { AlipayHouse, anAlipayOrder } from './testing/alipay-house';

let house: AlipayHouse;
beforeAll(async () => {
  house = await AlipayHouse.start();
});
afterAll(async () => {
  await house.stop();
});
afterEach(() => {
  house.calm();
});

describe('a payout by Alipay', () => {
  it('is taken by the transfer and settled by the query, once however often it is sent', async () => {
    const order = anAlipayOrder();
    expect(gist(await house.adapter.query(order))).toBe('not_found');
    expect(gist(await house.adapter.send(order))).toBe('pending');
    const answer = await house.adapter.query(order);
    expect(answer).toMatchObject({ outcome: 'confirmed', settledAt: expect.any(Date) as Date });
    expect(gist(await house.adapter.send(order))).toBe('pending');
    expect(await house.adapter.query(order)).toEqual(answer);
    expect(house.booked(order)).toEqual(['settled']);
  });

  it('carries its amount in yuan, its payee, its digest and the scene', async () => {
    const door = await HouseDoor.open();
    await house.adapterTo(door.url).send(anAlipayOrder({ money: Money.of(1_234_505n, 'CNY') }));
    const form = new URLSearchParams(door.knocks[0]?.body.toString('utf8'));
    expect(JSON.parse(form.get('biz_content') ?? '')).toMatchObject({
      product_code: 'TRANS_ACCOUNT_NO_PWD',
      biz_scene: 'DIRECT_TRANSFER',
      trans_amount: '12345.05',
      passback_params: 'a'.repeat(64),
      payee_info: {
        identity: '2088123412341234',
        identity_type: 'ALIPAY_USER_ID',
        name: '林小满',
      },
      transfer_scene_name: '业务结算',
      transfer_scene_report_infos: [{ info_type: '赔付原因', info_content: '交易保障赔付' }],
    });
    const sentAtMs = Date.parse(`${(form.get('timestamp') ?? '').replace(' ', 'T')}+08:00`);
    expect(Math.abs(sentAtMs - Date.now())).toBeLessThan(10_000);
    await door.close();
  });

  it('survives a restart of both sides', async () => {
    const order = anAlipayOrder();
    await house.adapter.send(order);
    await house.restart();
    expect(gist(await house.adapter.query(order))).toBe('confirmed');
    expect(gist(await house.adapter.send(order))).toBe('pending');
    expect(house.booked(order)).toEqual(['settled']);
  });

  it('is a conflict when the key stands for another amount', async () => {
    const order = anAlipayOrder();
    await house.adapter.send(order);
    const other = { ...order, money: Money.of(19_901n, 'CNY') };
    expect(gist(await house.adapter.send(other))).toBe('unknown key_conflict');
    expect(gist(await house.adapter.query(other))).toBe('unknown echo_mismatch');
    expect(gist(await house.adapter.query({ ...order, requestDigest: 'b' }))).toBe(
      'unknown echo_mismatch',
    );
  });

  it('waits when the balance is too low', async () => {
    const order = anAlipayOrder({ money: Money.of(5_000_000_000n, 'CNY') });
    expect(gist(await house.adapter.send(order))).toBe('unknown retry_later');
    expect(house.booked(order)).toEqual([]);
  });

  it('is refused for a listed reason, of which nothing is booked', async () => {
    const order = anAlipayOrder();
    house.alipay.setFaults([{ kind: 'reject', code: 'PAYEE_NOT_EXIST' }]);
    expect(gist(await house.adapter.send(order))).toBe('rejected PAYEE_NOT_EXIST');
    expect(house.booked(order)).toEqual([]);
  });

  it('is not refused when it was paid before, whatever Alipay thinks of the payee now', async () => {
    const order = anAlipayOrder();
    house.alipay.setFaults([{ kind: 'timeout_after_paying' }]);
    expect(gist(await house.adapter.send(order))).toBe('unknown timeout');
    house.alipay.setFaults([{ kind: 'reject', code: 'PAYEE_ACCOUNT_STATUS_ERROR' }]);
    expect(gist(await house.adapter.send(order))).toBe('confirmed');
  });

  it('fails later, or comes back after it settled', async () => {
    const [fails, returns] = [anAlipayOrder(), anAlipayOrder()];
    house.alipay.setFaults([
      { kind: 'fail_later', ms: 50, code: 'PAYEE_ACCOUNT_STATUS_ERROR', match: { key: fails.key } },
      { kind: 'return_later', ms: 50, match: { key: returns.key } },
    ]);
    await house.adapter.send(fails);
    await house.adapter.send(returns);
    const failed = 'rejected PAYEE_ACCOUNT_STATUS_ERROR';
    expect(await untilGist(() => house.adapter.query(fails), failed)).toBe(failed);
    expect(await untilGist(() => house.adapter.query(returns), 'returned')).toBe('returned');
  });
});

describe('the bill of the emulated Alipay', () => {
  it('has a line for every transfer that left or came back, with balances that add up', async () => {
    const [stays, returns] = [anAlipayOrder(), anAlipayOrder({ money: Money.of(50n, 'CNY') })];
    house.alipay.setFaults([{ kind: 'return_later', ms: 20, match: { key: returns.key } }]);
    await house.adapter.send(stays);
    await house.adapter.send(returns);
    await untilGist(() => house.adapter.query(returns), 'returned');
    const today = shanghaiClock(new Date().toISOString()).slice(0, 10);
    const statement = readAlipayBill(house.alipay.bill(today));
    const kindsOf = ({ key }: RailOrder): string[] =>
      statement.lines.filter((line) => line.key === key).map(({ kind }) => kind);
    expect(kindsOf(stays)).toEqual(['payout']);
    expect(kindsOf(returns)).toEqual(['payout', 'return']);
    expect(statement.closing?.amountMinor).toBe(house.alipay.book.balanceOf('CNY'));
  });
});
