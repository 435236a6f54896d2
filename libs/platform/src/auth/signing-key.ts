import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * Our Ed25519 key for access tokens: made on the first start, kept with mode 0600 in the state
 * folder. Processes that start together agree on the one whose file appears first, and a file is
 * never seen half written.
 */
export function loadSigningKey(stateDir: string): SigningKey {
  const folder = join(stateDir, 'keys');
  const path = join(folder, 'access-tokens.ed25519.pem');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pem = readIfThere(path) ?? createOnce(path);
  const privateKey = createPrivateKey(pem);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function createOnce(path: string): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8');
}
