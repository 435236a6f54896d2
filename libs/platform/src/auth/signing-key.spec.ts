import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadSigningKey } from './signing-key';
import type { SigningKey } from './signing-key';

const FILE = 'access-tokens.ed25519.pem';

const textOf = ({ publicKey }: SigningKey): string =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString();

describe('the signing key', () => {
  let stateDir: string;

  beforeEach(() => {
    stateDir = mkdtempSync(join(tmpdir(), 'ganpei-keys-'));
  });
  afterEach(() => {
    rmSync(stateDir, { recursive: true });
  });

  it('is made once and found again', async () => {
    const first = await loadSigningKey(stateDir);
    expect(first.privateKey.asymmetricKeyType).toBe('ed25519');
    expect(textOf(await loadSigningKey(stateDir))).toBe(textOf(first));
  });

  it('is one for all who start together', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadSigningKey(stateDir)));
    expect(new Set(keys.map(textOf)).size).toBe(1);
  });

  it('is another one in another state folder', async () => {
    const other = mkdtempSync(join(tmpdir(), 'ganpei-keys-'));
    expect(textOf(await loadSigningKey(other))).not.toBe(textOf(await loadSigningKey(stateDir)));
    rmSync(other, { recursive: true });
  });

  it('lies in a file that only its owner can read, with no draft beside it', async () => {
    await loadSigningKey(stateDir);
    const folder = join(stateDir, 'keys');
    expect(readdirSync(folder)).toEqual([FILE]);
    const modes = [folder, join(folder, FILE)].map((path) => statSync(path).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600]);
  });

  it('is not replaced when its file is damaged: somebody has to look', async () => {
    await loadSigningKey(stateDir);
    writeFileSync(join(stateDir, 'keys', FILE), 'damaged');
    await expect(loadSigningKey(stateDir)).rejects.toThrow(/ed25519\.pem is not a private key/);
  });
});
