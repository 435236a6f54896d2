import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { WechatRailAdapter, wechatRailConfig } from '@app/payouts';
import type { RailOrder } from '@app/payouts';
import { loadConfig } from '@app/platform';
import type { WechatConfig } from '@app/platform';

import { startWechatEmulator } from '../start-wechat-emulator';
import type { WechatEmulator, WechatEmulatorOptions } from '../start-wechat-emulator';

export const PUBLIC_URL = 'http://127.0.0.1:9';
/** Of a caller in tests of a silent rail: long enough for a good one on a busy machine. */
const TIMEOUT_MS = 1_000;

/** The payer of the tests, as WeChat knows them. */
export const OPENID = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o';
export const NAME = '林小满';

/** Reads the variables that an emulator prints, as a service would. */
export function wechatConfigOf(variables: Readonly<Record<string, string>>): WechatConfig {
  const { rails } = loadConfig({ SUPPORT_PHONE: '95188', ...variables });
  if (rails.wechat === null) throw new Error('The variables name no WeChat rail.');
  return rails.wechat;
}

/** An emulated WeChat Pay with its book in a folder of its own, and our way to it. */
export class WechatHouse {
  private constructor(
    readonly folder: string,
    readonly wechat: WechatEmulator,
    readonly adapter: WechatRailAdapter,
  ) {}

  static async start(
    options: Partial<WechatEmulatorOptions> = {},
    terms: { readonly publicUrl?: string; readonly clock?: Clock } = {},
  ): Promise<WechatHouse> {
    const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'wechat-rail-')));
    const names = new Map([[OPENID, NAME]]);
    const wechat = await startWechatEmulator({ folder, port: 0, names, ...options });
    const { publicUrl = PUBLIC_URL, clock } = terms;
    const config = wechatRailConfig(wechatConfigOf(wechat.variables), publicUrl);
    const ownClock = clock === undefined ? {} : { clock };
    const adapter = new WechatRailAdapter({ ...config, timeoutMs: TIMEOUT_MS, ...ownClock });
    return new WechatHouse(folder, wechat, adapter);
  }

  async stop(): Promise<void> {
    await this.wechat.close();
    await rm(this.folder, { recursive: true });
  }

  /** How often money left, or may still leave, under a key. */
  bound(key: string): number {
    const lost = ['FAIL', 'CANCELLED', 'CLOSED'];
    const bills = this.wechat.bills().filter(({ outBillNo }) => outBillNo === key);
    return bills.filter(({ state }) => !lost.includes(state)).length;
  }
}

let orders = 0;

/** A payout to the payer's openid, 199.00 CNY, that was not sent before. */
export function anOrder(change: Partial<RailOrder> = {}): RailOrder {
  orders += 1;
  const rest = `${'0'.repeat(26)}${orders}`.slice(-26);
  return {
    key: `pyo${rest}`,
    reference: `pyo_${rest}`,
    money: Money.of(19_900n, 'CNY'),
    payee: { route: 'account', kind: 'wechat', account: OPENID, name: NAME },
    requestDigest: 'a'.repeat(64),
    ...change,
  };
}

/** A payout to whoever paid a transaction of the platform. */
export function aCompensation(change: Partial<RailOrder> = {}): RailOrder {
  return anOrder({
    payee: {
      route: 'original',
      channel: 'wechat',
      paymentSource: 'wechat-pay',
      paymentSourceId: '4200000020000011112222333344',
    },
    ...change,
  });
}
