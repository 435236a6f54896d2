import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { flushFolder } from './durable-files';

/** Reads a private key from a PEM file; null when there is no such file. */
export async function readPrivateKey(path: string): Promise<KeyObject | null> {
  const pem = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
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
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    await writeFile(draft, pem, { mode: 0o600, flush: true });
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  await flushFolder(dirname(path));
  return createPrivateKey(await readFile(path, 'utf8'));
}
