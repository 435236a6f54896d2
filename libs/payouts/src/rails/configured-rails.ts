import type { Clock } from '@app/kernel';
import type { Config, UnitOfWork } from '@app/platform';

import { configuredAlipay } from './alipay/configured-alipay';
import { BankFileRail } from './bank/bank.rail';
import type { PayoutRail } from './payout-rail';
import { RailDirectory } from './rail-directory';
import { SimulatedRailAdapter } from './simulated/simulated.rail';
import { WalletRailAdapter } from './wallet/wallet.rail';
import { wechatRailConfig } from './wechat/wechat-rail-config';
import { WechatRailAdapter } from './wechat/wechat.rail';

/**
 * The rails that the configuration names, the real ones first: the simulated one carries whatever
 * no other can. Signatures carry the time of the wall clock.
 */
export function configuredRails(
  { rails, publicUrl }: Config,
  unitOfWork: UnitOfWork,
  clock: Clock,
): RailDirectory {
  const configured: PayoutRail[] = [];
  if (rails.wallet !== null) {
    const { webhookSecret, ...wallet } = rails.wallet;
    configured.push(new WalletRailAdapter({ ...wallet, webhookSecrets: [webhookSecret] }));
  }
  if (rails.wechat !== null) {
    configured.push(new WechatRailAdapter(wechatRailConfig(rails.wechat, publicUrl)));
  }
  if (rails.alipay !== null) configured.push(configuredAlipay(rails.alipay));
  if (rails.bank !== null) configured.push(new BankFileRail(rails.bank, unitOfWork, clock));
  if (rails.simulated !== null) {
    const { url, secret, webhookSecret } = rails.simulated;
    configured.push(new SimulatedRailAdapter({ url, secret, webhookSecrets: [webhookSecret] }));
  }
  return new RailDirectory(configured);
}
