import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { madeOnce, textIn } from './made-once';

/** Reads a private key from a PEM file; null when there is no such file. */
export async function readPrivateKey(path: string): Promise<KeyObject | null> {
  const pem = await textIn(path);
  if (pem === null) return null;
  try {
    return createPrivateKey(pem);
  } catch (error) {
    throw new Error(`${path} is not a private key; bring it back from a backup.`, { cause: error });
  }
}

/**
 * Reads an Ed25519 private key, and makes it when there is none: mode 0600, in a folder of mode
 * 0700. Processes that start together agree on the one whose file appears first. A file is never
 * seen half written, and survives a power cut from the moment that this returns.
 */
export async function readOrMakePrivateKey(path: string): Promise<KeyObject> {
  return (await readPrivateKey(path)) ?? make(path);
}

async function make(path: string): Promise<KeyObject> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return createPrivateKey(await madeOnce(path, pem));
}
