import { alipayConfig } from './alipay-config';
import type { AlipayConfig } from './alipay-config';
import { bankConfig } from './bank-config';
import type { BankConfig } from './bank-config';
import type { Reader, SimulatedRailConfig } from './reader';
import { walletConfig } from './wallet-config';
import type { WalletConfig } from './wallet-config';
import { wechatConfig } from './wechat-config';
import type { WechatConfig } from './wechat-config';

/** The payment rails of this installation, in the order in which a payout tries them. */
export interface RailsConfig {
  readonly wallet: WalletConfig | null;
  readonly wechat: WechatConfig | null;
  readonly alipay: AlipayConfig | null;
  readonly bank: BankConfig | null;
  readonly simulated: SimulatedRailConfig | null;
}

/** Reads the variables of all rails; each rail's own are in a file beside this one. */
export function railsConfig(read: Reader): RailsConfig {
  return {
    wallet: walletConfig(read),
    wechat: wechatConfig(read),
    alipay: alipayConfig(read),
    bank: bankConfig(read),
    simulated: read.simulatedRail(),
  };
}
