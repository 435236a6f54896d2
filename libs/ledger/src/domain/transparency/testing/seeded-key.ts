import { createPrivateKey } from 'node:crypto';

import type { AsymmetricKey } from '../verifier-key';

/** The private key of these 32 bytes, so that signatures are the same in each run. */
export function seededKey(seed: Buffer): AsymmetricKey {
  return privateKey('302e020100300506032b657004220420', seed);
}

/** A key of another kind (X25519), which cannot sign. */
export function exchangeKey(seed: Buffer): AsymmetricKey {
  return privateKey('302e020100300506032b656e04220420', seed);
}

/** Before the seed stands what PKCS #8 says of the kind of key (RFC 8410 §7). */
function privateKey(kind: string, seed: Buffer): AsymmetricKey {
  const key = Buffer.concat([Buffer.from(kind, 'hex'), seed]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}
