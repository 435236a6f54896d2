import { generateKeyPairSync } from 'node:crypto';

import { WechatRailAdapter, wechatRailConfig } from '@app/payouts';
import type { RailOrder } from '@app/payouts';

import type { FaultKind } from './wechat-fault';
import {
  PUBLIC_URL,
  WechatHouse,
  aCompensation,
  anOrder,
  wechatConfigOf,
} from './testing/wechat-house';

describe('WeChat Pay, when it misbehaves', () => {
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
  const config = () => wechatRailConfig(wechatConfigOf(house.wechat.variables), PUBLIC_URL);

  const onSend: readonly [FaultKind, string, number][] = [
    ['timeout_before_paying', 'timeout', 0],
    ['timeout_after_paying', 'timeout', 1],
    ['drop_before_paying', 'connection_lost', 0],
    ['drop_connection', 'connection_lost', 1],
    ['http_500_before_paying', 'server_error', 0],
    ['http_500_after_paying', 'server_error', 1],
    ['throttle', 'retry_later', 0],
    ['not_enough', 'retry_later', 0],
    ['html', 'not_json', 1],
    ['half_answer', 'not_json', 1],
    ['huge_answer', 'too_large', 1],
    ['unlisted_code', 'unlisted_code', 1],
    ['unlisted_state', 'unlisted_code', 1],
    ['wrong_key', 'echo_mismatch', 1],
    ['no_signature', 'unverified', 1],
    ['forged_signature', 'unverified', 1],
    ['stale_signature', 'unverified', 1],
  ];

  it.each(onSend)('does not know what became of a send met by %s', async (kind, reason, bound) => {
    house.wechat.setFaults([{ kind }]);
    const order = anOrder();
    expect(await send(order)).toMatchObject({ outcome: 'unknown', reason });
    expect(house.bound(order.key)).toBe(bound);
    // Asked, WeChat Pay tells the truth; sent again, it makes no second bill.
    expect((await query(order)).outcome).toBe(bound === 1 ? 'pending' : 'not_found');
    expect(await send(order)).toMatchObject({ outcome: 'pending' });
    expect(house.bound(order.key)).toBe(1);
  });

  const onQuery: readonly [FaultKind, string][] = [
    ['timeout_after_paying', 'timeout'],
    ['http_500_after_paying', 'server_error'],
    ['throttle', 'not_answered'],
    ['html', 'not_json'],
    ['unlisted_code', 'unlisted_code'],
    ['unlisted_state', 'unlisted_code'],
    ['wrong_key', 'echo_mismatch'],
    ['wrong_amount', 'echo_mismatch'],
    ['wrong_payee', 'echo_mismatch'],
    ['no_signature', 'unverified'],
    ['forged_signature', 'unverified'],
    ['stale_signature', 'unverified'],
  ];

  it.each(onQuery)('does not believe the answer to a query with %s', async (kind, reason) => {
    const order = anOrder();
    await send(order);
    await house.wechat.confirm(order.key);
    house.wechat.setFaults([{ kind, on: 'query' }]);
    expect(await query(order)).toMatchObject({ outcome: 'unknown', reason });
    expect(await query(order)).toMatchObject({ outcome: 'confirmed' });
  });

  it.each(['wrong_amount', 'wrong_payee'] as const)(
    'does not believe a compensation with a %s either',
    async (kind) => {
      const order = aCompensation();
      await send(order);
      house.wechat.setFaults([{ kind, on: 'query' }]);
      expect(await query(order)).toMatchObject({ outcome: 'unknown', reason: 'echo_mismatch' });
    },
  );

  it('does not take a forged "there is no such bill" for one', async () => {
    const order = anOrder();
    await send(order);
    house.wechat.setFaults([
      { kind: 'forget', on: 'query' },
      { kind: 'no_signature', on: 'query' },
    ]);
    expect(await query(order)).toMatchObject({ outcome: 'unknown', reason: 'unverified' });
  });

  it('fails for good for a reason that is listed, and for one that is not', async () => {
    for (const [code, told] of [
      ['ACCOUNT_FROZEN', 'ACCOUNT_FROZEN'],
      ['NEW_IN_2027', 'FAIL'],
    ] as const) {
      house.wechat.setFaults([{ kind: 'fail', code }]);
      const order = anOrder();
      expect(await send(order)).toMatchObject({ outcome: 'pending' });
      expect(await query(order)).toMatchObject({ outcome: 'rejected', code: told });
    }
  });

  it('is handed an order again that has waited for our balance, under the same number', async () => {
    house.wechat.setFaults([{ kind: 'stuck' }]);
    const order = anOrder();
    await send(order);
    expect(await query(order)).toMatchObject({ outcome: 'pending' });
    const later = new Date(Date.now() + 11 * 60_000);
    const lateClock = { now: () => later };
    const elsewhere = await WechatHouse.start(
      { folder: house.folder, now: lateClock.now },
      { clock: lateClock },
    );
    expect(await elsewhere.adapter.query(order)).toMatchObject({
      outcome: 'unknown',
      reason: 'retry_later',
    });
    await elsewhere.adapter.send(order);
    expect(await elsewhere.adapter.query(order)).toMatchObject({ outcome: 'pending' });
    expect(elsewhere.bound(order.key)).toBe(1);
    await elsewhere.wechat.close();
  });

  const strangers: readonly [string, () => Partial<ReturnType<typeof config>['merchant']>][] = [
    [
      'another key',
      () => ({ privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey }),
    ],
    ['another certificate', () => ({ serial: '00'.repeat(16) })],
    ['another merchant', () => ({ mchid: '1999999999' })],
  ];

  it.each(strangers)('lets nobody in with %s', async (_who, change) => {
    const { merchant, ...rest } = config();
    const adapter = new WechatRailAdapter({ ...rest, merchant: { ...merchant, ...change() } });
    const order = anOrder();
    const refused = { outcome: 'unknown', reason: 'not_authorised' };
    expect(await adapter.send(order)).toMatchObject(refused);
    expect(await adapter.query(order)).toMatchObject(refused);
    expect(house.bound(order.key)).toBe(0);
  });

  it('lets nobody in whose clock is wrong', async () => {
    const late = new Date(Date.now() + 301_000);
    const adapter = new WechatRailAdapter({ ...config(), clock: { now: () => late } });
    const refused = { outcome: 'unknown', reason: 'not_authorised' };
    expect(await adapter.send(anOrder())).toMatchObject(refused);
  });

  it('takes a send that reached nobody for one, and a query for none', async () => {
    const gone = await WechatHouse.start();
    await gone.stop();
    const adapter = new WechatRailAdapter({ ...config(), url: gone.wechat.url });
    expect(await adapter.send(anOrder())).toMatchObject({ reason: 'not_reached' });
    expect(await adapter.query(anOrder())).toMatchObject({ reason: 'not_answered' });
  });

  it('waits for a platform that was taken away', async () => {
    const adapter = new WechatRailAdapter({ ...config(), platform: null });
    const lost = { outcome: 'unknown', reason: 'not_authorised' };
    expect(await adapter.query(aCompensation())).toMatchObject(lost);
  });
});
