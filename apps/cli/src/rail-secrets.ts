import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface RailSecrets {
  readonly secret: string;
  readonly webhookSecret: string;
}

/** What the simulated rail shares with the service: made once, kept in the state folder. */
export function railSecrets(stateDir: string): RailSecrets {
  const folder = join(stateDir, 'keys');
  const path = join(folder, 'simulated-rail.json');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const made: RailSecrets = {
    secret: randomBytes(32).toString('hex'),
    webhookSecret: `whsec_${randomBytes(24).toString('base64')}`,
  };
  writeFileSync(draft, JSON.stringify(made), { mode: 0o600 });
  try {
    linkSync(draft, path); // Fails when there are secrets already: those count.
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return JSON.parse(readFileSync(path, 'utf8')) as RailSecrets;
}
