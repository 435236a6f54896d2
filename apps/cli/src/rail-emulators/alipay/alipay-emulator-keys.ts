import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';

import { keptFile } from '../kept-file';

/** The keys of both sides, as files that the service reads its own from. */
export interface AlipayEmulatorKeys {
  /** Checks requests. */
  readonly app: KeyObject;
  /** Signs answers and messages. */
  readonly alipay: KeyObject;
  readonly appPrivateKeyFile: string;
  readonly alipayPublicKeyFile: string;
}

/** The keys in a folder; made at the first start. */
export function alipayEmulatorKeys(folder: string): AlipayEmulatorKeys {
  const appPrivateKeyFile = join(folder, 'app-private-key.pem');
  const alipayPublicKeyFile = join(folder, 'alipay-public-key.pem');
  const app = keptFile(appPrivateKeyFile, newKey);
  const alipay = createPrivateKey(keptFile(join(folder, 'alipay-private-key.pem'), newKey));
  const published = createPublicKey(alipay).export({ type: 'spki', format: 'pem' });
  keptFile(alipayPublicKeyFile, () => published.toString());
  return { app: createPublicKey(app), alipay, appPrivateKeyFile, alipayPublicKeyFile };
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
