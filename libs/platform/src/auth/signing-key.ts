import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';

import { readOrMakePrivateKey } from '../files/private-key-file';

export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Our Ed25519 key for access tokens: made on the first start, kept in the state folder. */
export async function loadSigningKey(stateDir: string): Promise<SigningKey> {
  const path = join(stateDir, 'keys', 'access-tokens.ed25519.pem');
  const privateKey = await readOrMakePrivateKey(path);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}
