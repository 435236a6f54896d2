import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';

import { Money } from '@app/money';

import type { RailHeaders, RailOrder } from '../../payout-rail';
import type { WechatMerchant } from '../v3-signature';

const platform = generateKeyPairSync('rsa', { modulusLength: 2048 });
const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Opens what our merchant signed. */
export const MERCHANT_PUBLIC_KEY = merchant.publicKey;
/** Opens what was encrypted for WeChat Pay. */
export const PLATFORM_PRIVATE_KEY = platform.privateKey;

export const MERCHANT: WechatMerchant = {
  mchid: '1900000109',
  serial: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
  privateKey: merchant.privateKey,
  platformKeyId: 'PUB_KEY_ID_0119000001092026000000000000',
  platformKey: createPublicKey(platform.privateKey),
  transferMaxFen: 20_000_000n,
};

export const OPENID = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o';

/** A payout of 199.00 CNY to an openid. */
export const TRANSFER: RailOrder = {
  key: 'pyo01h455vb4pex5vsknk084sn02q',
  reference: 'pyo_01h455vb4pex5vsknk084sn02q',
  money: Money.of(19_900n, 'CNY'),
  payee: { route: 'account', kind: 'wechat', account: OPENID, name: '林小满' },
  requestDigest: 'a'.repeat(64),
};

/** The same to whoever paid a transaction. */
export const COMPENSATION: RailOrder = {
  ...TRANSFER,
  payee: {
    route: 'original',
    channel: 'wechat',
    paymentSource: 'wechat-pay',
    paymentSourceId: '4200000020000011112222333344',
  },
};

export const NOW = new Date('2026-11-26T04:00:00Z');

/** The headers of something that WeChat Pay has signed, but for a change. */
export function signedHeaders(body: string, at = NOW, change: RailHeaders = {}): RailHeaders {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const nonce = 'c5ac7061fccab6bf3e254dcf98995b8c';
  const message = Buffer.from(`${timestamp}\n${nonce}\n${body}\n`);
  return {
    'wechatpay-serial': MERCHANT.platformKeyId,
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-signature': sign('sha256', message, platform.privateKey).toString('base64'),
    ...change,
  };
}
