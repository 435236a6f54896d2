import { Money } from '@app/money';

import type { CarriedOrder } from '../payout-rail';

import { COMPENSATION, MERCHANT, OPENID, TRANSFER } from './testing/wechat-terms';
import { WechatRailAdapter } from './wechat.rail';
import type { WechatRailConfig } from './wechat.rail';

const CONFIG: WechatRailConfig = {
  url: 'http://127.0.0.1:9',
  appid: 'wx8888888888888888',
  merchant: { ...MERCHANT, transferMaxFen: 20_000n },
  platform: { ...MERCHANT, transferMaxFen: 50_000n },
  apiV3Key: Buffer.alloc(32),
  notifyUrl: null,
};

const account = (change: object) => ({ ...TRANSFER.payee, ...change });
const original = (change: object) => ({ ...COMPENSATION.payee, ...change });
const cny = (fen: bigint) => Money.of(fen, 'CNY');

describe('the WeChat Pay rail', () => {
  const refusal = (order: Partial<CarriedOrder>, config = CONFIG) =>
    new WechatRailAdapter(config).refusal({ ...TRANSFER, ...order })?.en ?? null;

  it.each<[string, Partial<CarriedOrder>]>([
    ['its limit to an openid', { money: cny(20_000n) }],
    ['its limit to the payer of a transaction', { payee: original({}), money: cny(50_000n) }],
    ['an openid with _ and -', { payee: account({ account: `${OPENID.slice(0, -2)}_-` }) }],
  ])('carries %s', (_what, order) => {
    expect(refusal(order)).toBeNull();
  });

  it.each<[string, Partial<CarriedOrder>, RegExp]>([
    ['another currency', { money: Money.of(100n, 'USD') }, /CNY only/],
    ['a fen more than the merchant may', { money: cny(20_001n) }, /above/],
    ['a fen more than the platform may', { payee: original({}), money: cny(50_001n) }, /above/],
    ['a bank account', { payee: account({ kind: 'bank' }) }, /WeChat accounts only/],
    ['an account that is no openid', { payee: account({ account: 'me@x.cn' }) }, /not an openid/],
    ['a payment by card', { payee: original({ channel: 'card' }) }, /not made with WeChat Pay/],
    ['a payment that another source told', { payee: original({ paymentSource: 'bank' }) }, /bill/],
    ['a number that is no transaction', { payee: original({ paymentSourceId: 'T1' }) }, /bill/],
  ])('does not carry %s', (_what, order, why) => {
    expect(refusal(order)).toMatch(why);
  });

  it('pays nobody the way their payment came without a platform', () => {
    expect(refusal(COMPENSATION, { ...CONFIG, platform: null })).toMatch(/WECHAT_SP_MCHID/);
  });

  it('never asks WeChat Pay under a number that is none', async () => {
    const rail = new WechatRailAdapter(CONFIG);
    await expect(rail.query({ ...TRANSFER, key: 'a/../b' })).rejects.toThrow('rail key');
  });
});
