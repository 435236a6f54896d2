import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const APPID = 'wxemulated00000001';

/** Whom the emulator knows: the merchant that transfers, and the platform that compensates. */
export const MERCHANTS = {
  merchant: { mchid: '1900000109', serial: '5157F09EFDC096DE15EBE81A47057A7200000001' },
  platform: { mchid: '1900000209', serial: '5157F09EFDC096DE15EBE81A47057A7200000002' },
} as const;

/** All keys of both sides, as files in one folder: made once, so that a restart changes none. */
export interface WechatKeys {
  readonly platformKeyId: string;
  readonly platformPrivateKey: KeyObject;
  /** 32 characters; encrypts notices. */
  readonly apiV3Key: string;
  /** Of each merchant by its number: with what it signs. */
  readonly merchants: ReadonlyMap<string, MerchantKey>;
  /** The variables with which a service is both merchants. */
  readonly variables: Readonly<Record<string, string>>;
}

interface MerchantKey {
  readonly serial: string;
  readonly publicKey: KeyObject;
}

/** Makes the keys of an emulator, or reads those it has. */
export function wechatKeys(folder: string): WechatKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const platformKeyId = `PUB_KEY_ID_01${MERCHANTS.merchant.mchid}2026000000000000`;
  const platformPrivateKey = privateKeyIn(folder, 'wechat-pay');
  const apiV3Key = textIn(folder, 'apiv3-key', () => randomBytes(16).toString('hex'));
  const merchants = Object.values(MERCHANTS).map(({ mchid, serial }): [string, MerchantKey] => {
    const publicKey = createPublicKey(privateKeyIn(folder, `merchant-${mchid}`));
    return [mchid, { serial, publicKey }];
  });
  const variables = {
    WECHAT_APPID: APPID,
    WECHAT_APIV3_KEY: apiV3Key,
    ...variablesOf('WECHAT', MERCHANTS.merchant, { folder, platformKeyId }),
    ...variablesOf('WECHAT_SP', MERCHANTS.platform, { folder, platformKeyId }),
  };
  const keys = { platformKeyId, platformPrivateKey, apiV3Key };
  return { ...keys, merchants: new Map(merchants), variables };
}

function variablesOf(
  prefix: string,
  { mchid, serial }: { readonly mchid: string; readonly serial: string },
  { folder, platformKeyId }: { readonly folder: string; readonly platformKeyId: string },
): Record<string, string> {
  return {
    [`${prefix}_MCHID`]: mchid,
    [`${prefix}_SERIAL`]: serial,
    [`${prefix}_PRIVATE_KEY`]: join(folder, `merchant-${mchid}.key.pem`),
    [`${prefix}_PLATFORM_KEY_ID`]: platformKeyId,
    [`${prefix}_PLATFORM_KEY`]: join(folder, 'wechat-pay.pub.pem'),
    [`${prefix}_TRANSFER_MAX_FEN`]: '20000000',
  };
}

/** A private key of the folder; its public half is a file beside it. */
function privateKeyIn(folder: string, name: string): KeyObject {
  const pem = textIn(folder, `${name}.key.pem`, () =>
    generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString(),
  );
  textIn(folder, `${name}.pub.pem`, () =>
    createPublicKey(pem).export({ type: 'spki', format: 'pem' }).toString(),
  );
  return createPrivateKey(pem);
}

function textIn(folder: string, name: string, make: () => string): string {
  const path = join(folder, name);
  if (!existsSync(path)) writeFileSync(path, make(), { mode: 0o600 });
  return readFileSync(path, 'utf8');
}
