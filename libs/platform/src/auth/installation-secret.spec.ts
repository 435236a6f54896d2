import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadInstallationSecret } from './installation-secret';

describe('the secret of an installation', () => {
  let stateDir: string;
  let path: string;
  beforeEach(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'ganpei-secret-'));
    path = join(stateDir, 'keys', 'installation.secret');
  });
  afterEach(async () => {
    await rm(stateDir, { recursive: true, force: true });
  });

  it('is made on the first start, for nobody else to read, and stays', async () => {
    const first = await loadInstallationSecret(stateDir);
    expect(first).toHaveLength(32);
    expect(await loadInstallationSecret(stateDir)).toEqual(first);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('is one, however many processes start together', async () => {
    const started = Array.from({ length: 8 }, () => loadInstallationSecret(stateDir));
    const secrets = (await Promise.all(started)).map((secret) => secret.toString('hex'));
    expect(new Set(secrets).size).toBe(1);
  });

  it('is another one in another installation', async () => {
    const other = await mkdtemp(join(tmpdir(), 'ganpei-secret-'));
    try {
      const secret = await loadInstallationSecret(stateDir);
      expect(await loadInstallationSecret(other)).not.toEqual(secret);
    } finally {
      await rm(other, { recursive: true, force: true });
    }
  });

  it.each(['', 'changeme', '00'.repeat(31)])('is never made of a file with "%s"', async (text) => {
    await loadInstallationSecret(stateDir);
    await writeFile(path, text);
    await expect(loadInstallationSecret(stateDir)).rejects.toThrow(/not a secret.*backup/);
  });
});
