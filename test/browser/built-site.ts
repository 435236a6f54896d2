import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(__dirname, '../..');
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js');

/**
 * The web as it is served: the one that lies in `SITE`, or else built from the source of this
 * moment, once per run. It goes with the run's database.
 */
export async function builtSite(): Promise<string> {
  const given = process.env.SITE;
  if (given !== undefined) return resolve(given);
  const folder = join(dirname(process.env.GANPEI_TEST_SERVER ?? ''), 'site');
  if (existsSync(folder)) return folder;
  const made = await mkdtemp(join(tmpdir(), 'ganpei-site-'));
  try {
    await buildSite(made);
    // Another worker may have been quicker: both have built the same.
    await rename(made, folder).catch(() => undefined);
    return folder;
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

/** Builds the web into a folder, as `npm run build:web` does. */
async function buildSite(folder: string): Promise<void> {
  const words = ['build', 'apps/web', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'];
  await promisify(execFile)(process.execPath, [VITE, ...words], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
  });
}
