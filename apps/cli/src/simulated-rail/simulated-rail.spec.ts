import { join } from 'node:path';

import { Money } from '@app/money';
import { SimulatedRailAdapter } from '@app/payouts';
import type { RailOrder } from '@app/payouts';

import { RailOperator } from './rail-operator';
import { RailHouse, SECRET, anOrder, until } from './testing/rail-house';

let house: RailHouse;

beforeEach(async () => {
  house = await RailHouse.start();
});

afterEach(async () => {
  await house.stop();
});

describe('a rail that behaves', () => {
  it('confirms a transfer and knows it when asked', async () => {
    const order = anOrder();
    const sent = await house.adapter.send(order);
    expect(sent).toMatchObject({
      outcome: 'confirmed',
      transferId: expect.stringMatching(/^trf_[0-9a-f]{32}$/),
      settledAt: expect.any(Date),
      echo: { reference: order.reference, money: order.money.toJson(), payee: order.payee },
    });
    expect(await house.adapter.query(order)).toEqual(sent);
  });

  it('does not know an order that was never sent', async () => {
    expect(await house.adapter.query(anOrder())).toEqual({ outcome: 'not_found' });
  });

  it('pays one key once, however often it is sent', async () => {
    const order = anOrder();
    const first = await house.adapter.send(order);
    expect(await house.adapter.send(order)).toEqual(first);
    expect(house.paid(order)).toBe(1);
  });

  it('pays one key once when it is sent twenty times at once', async () => {
    const order = anOrder();
    const answers = await Promise.all(Array.from({ length: 20 }, () => house.adapter.send(order)));
    const ids = answers.map((answer) => answer.outcome === 'confirmed' && answer.transferId);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^trf_/);
    expect(house.paid(order)).toBe(1);
  });

  it('pays a second key for the same reference: that mistake would be ours', async () => {
    const order = anOrder();
    await house.adapter.send(order);
    await house.adapter.send({ ...order, key: `${order.key}again` });
    expect(house.paid(order)).toBe(2);
  });

  it.each<[string, Partial<RailOrder>]>([
    ['amount', { money: Money.of(19_901n, 'CNY') }],
    ['currency', { money: Money.of(19_900n, 'EUR') }],
    [
      'payee',
      {
        payee: {
          route: 'original',
          channel: 'wechat',
          paymentSource: 'wechat',
          paymentSourceId: '1',
        },
      },
    ],
    ['reference', { reference: 'pyo_other' }],
    ['digest', { requestDigest: 'b'.repeat(64) }],
  ])('refuses a known key with another %s', async (_field, change) => {
    const order = anOrder();
    await house.adapter.send(order);
    expect(await house.adapter.send({ ...order, ...change })).toMatchObject({
      outcome: 'unknown',
      reason: 'key_conflict',
    });
    expect(house.rail.book().transfers).toHaveLength(1);
  });

  it('asks to come back when the balance is too low, and then pays the same key', async () => {
    const openingBalances = [{ currency: 'CNY', amountMinor: '100' }];
    await house.restart({ openingBalances, bookFile: join(house.folder, 'poor.jsonl') });
    const order = anOrder();
    expect(await house.adapter.send(order)).toMatchObject({
      outcome: 'unknown',
      reason: 'retry_later',
    });
    expect(await house.adapter.query(order)).toEqual({ outcome: 'not_found' });
    await new RailOperator(house.rail.url, SECRET).deposit({
      currency: 'CNY',
      amountMinor: '19800',
    });
    expect(await house.adapter.send(order)).toMatchObject({ outcome: 'confirmed' });
    expect(house.rail.book().balances).toEqual([{ currency: 'CNY', amountMinor: '0' }]);
  });

  it('never spends more than it has, however many ask at once', async () => {
    const openingBalances = [{ currency: 'CNY', amountMinor: '49900' }];
    await house.restart({ openingBalances, bookFile: join(house.folder, 'scarce.jsonl') });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        house.adapter.send(anOrder({ money: Money.of(9_980n, 'CNY') })),
      ),
    );
    expect(answers.filter(({ outcome }) => outcome === 'confirmed')).toHaveLength(5);
    expect(house.rail.book().balances).toEqual([{ currency: 'CNY', amountMinor: '0' }]);
  });

  it('takes the key as a whole: a key that could leave its path is never sent', async () => {
    await expect(house.adapter.query(anOrder({ key: '../balance' }))).rejects.toThrow(RangeError);
    await expect(house.adapter.send(anOrder({ key: 'x'.repeat(33) }))).rejects.toThrow(RangeError);
  });
});

describe('a rail that restarts', () => {
  it('remembers what it paid, what it refused and what is left', async () => {
    const order = anOrder();
    const refused = anOrder();
    const sent = await house.adapter.send(order);
    house.rail.setFaults([{ kind: 'reject', code: 'ACCOUNT_CLOSED' }]);
    await house.adapter.send(refused);
    const before = house.rail.book();
    await house.restart();
    expect(house.rail.book().transfers).toEqual(before.transfers);
    expect(house.rail.book().balances).toEqual(before.balances);
    expect(await house.adapter.send(order)).toEqual(sent);
    expect(await house.adapter.query(refused)).toMatchObject({ outcome: 'rejected' });
    expect(house.paid(order)).toBe(1);
  });

  it('settles what was open when it stopped', async () => {
    house.rail.setFaults([{ kind: 'settle_later', ms: 1_500 }]);
    const order = anOrder();
    await house.adapter.send(order);
    await house.restart();
    expect(await house.adapter.query(order)).toMatchObject({ outcome: 'pending' });
    expect(await until(() => house.adapter.query(order), 'confirmed')).toMatchObject({
      outcome: 'confirmed',
    });
  });

  it('does not carry faults over', async () => {
    house.rail.setFaults([{ kind: 'html', times: 100 }]);
    await house.restart();
    expect(await house.adapter.send(anOrder())).toMatchObject({ outcome: 'confirmed' });
  });
});

describe('a rail that does not trust the caller', () => {
  it('refuses another secret, and pays nothing', async () => {
    const order = anOrder();
    const config = { url: house.rail.url, secret: 'a guess', webhookSecrets: [] };
    const stranger = new SimulatedRailAdapter(config);
    expect(await stranger.send(order)).toMatchObject({
      outcome: 'unknown',
      reason: 'not_authorised',
      seen: expect.stringContaining('BAD_SIGNATURE'),
    });
    expect(house.paid(order)).toBe(0);
  });

  it.each([400_000, -400_000])('refuses a house whose clock is %d ms away', async (clockSkewMs) => {
    await house.restart({ clockSkewMs });
    expect(await house.adapter.send(anOrder())).toMatchObject({
      reason: 'not_authorised',
      seen: expect.stringContaining('STALE_TIMESTAMP'),
    });
  });

  it.each(['{', '[]', '{}', '{"key":"a b"}'])(
    'refuses the body %s of a signed order',
    async (body) => {
      const response = await fetch(`${house.rail.url}/transfers`, { method: 'POST', body });
      expect(response.status).toBe(401);
      expect(house.rail.book().transfers).toEqual([]);
    },
  );

  it('refuses an order of more than 64 KiB', async () => {
    const body = 'x'.repeat(65 * 1024);
    const response = await fetch(`${house.rail.url}/transfers`, { method: 'POST', body });
    expect(response.status).toBe(413);
  });
});
