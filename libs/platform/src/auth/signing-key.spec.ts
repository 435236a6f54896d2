import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadSigningKey } from './signing-key';
import type { SigningKey } from './signing-key';

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

  it('is made once and found again', () => {
    const first = loadSigningKey(stateDir);
    expect(first.privateKey.asymmetricKeyType).toBe('ed25519');
    expect(textOf(loadSigningKey(stateDir))).toBe(textOf(first));
  });

  it('is another one in another state folder', () => {
    const other = mkdtempSync(join(tmpdir(), 'ganpei-keys-'));
    expect(textOf(loadSigningKey(other))).not.toBe(textOf(loadSigningKey(stateDir)));
    rmSync(other, { recursive: true });
  });

  it('lies in a file that only its owner can read, with no draft beside it', () => {
    loadSigningKey(stateDir);
    const folder = join(stateDir, 'keys');
    expect(readdirSync(folder)).toEqual(['access-tokens.ed25519.pem']);
    const modes = [folder, join(folder, 'access-tokens.ed25519.pem')].map(
      (path) => statSync(path).mode & 0o777,
    );
    expect(modes).toEqual([0o700, 0o600]);
  });
});
