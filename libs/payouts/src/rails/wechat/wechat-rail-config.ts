import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { ConfigError } from '@app/platform';
import type { WechatConfig, WechatMerchantConfig } from '@app/platform';

import type { WechatMerchant } from './v3-signature';
import type { WechatRailConfig } from './wechat.rail';

const NOTICE_PATH = '/v1/rails/wechat/webhook';

/**
 * What the rail is made with, by its variables. Reads the keys once; a file that cannot be read or
 * holds no RSA key throws a `ConfigError` that names the variable and nothing of the file.
 */
export function wechatRailConfig(config: WechatConfig, publicUrl: string): WechatRailConfig {
  const { url, appid, apiV3Key, merchant, platform } = config;
  return {
    url,
    appid,
    apiV3Key: Buffer.from(apiV3Key),
    merchant: withKeys(merchant, 'WECHAT'),
    platform: platform === null ? null : withKeys(platform, 'WECHAT_SP'),
    notifyUrl: takesNotices(url, publicUrl) ? `${publicUrl}${NOTICE_PATH}` : null,
  };
}

/** WeChat Pay posts to https alone; without notices the rail is asked a little later. */
function takesNotices(url: string, publicUrl: string): boolean {
  return publicUrl.startsWith('https:') || url.startsWith('http:');
}

function withKeys(merchant: WechatMerchantConfig, prefix: string): WechatMerchant {
  const { mchid, serial, privateKeyFile, platformKeyId, platformKeyFile } = merchant;
  return {
    mchid,
    serial,
    privateKey: keyIn(privateKeyFile, `${prefix}_PRIVATE_KEY`, createPrivateKey),
    platformKeyId,
    platformKey: keyIn(platformKeyFile, `${prefix}_PLATFORM_KEY`, createPublicKey),
    transferMaxFen: merchant.transferMaxFen,
  };
}

function keyIn(file: string, variable: string, read: (pem: Buffer) => KeyObject): KeyObject {
  try {
    const key = read(readFileSync(file));
    if (key.asymmetricKeyType === 'rsa') return key;
  } catch {
    // What is wrong with the file is said below, without a word of what it holds.
  }
  throw new ConfigError([
    `${variable} must name a PEM file with an RSA key that this process can read. ${variable} 须为可读取的 RSA 密钥 PEM 文件。`,
  ]);
}
