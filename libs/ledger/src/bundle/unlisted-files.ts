import { readdirSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { dirname, join } from 'node:path';

import { badBundle } from '../domain/bundle/bundle-error';
import { MANIFEST, MANIFEST_NOTE, looksLikePart } from '../domain/bundle/manifest';
import type { OpenBundle } from './open-bundle';
import { unreadable } from './ordinary-file';

/**
 * What lies in the folder of a bundle and is not part of it, such as the notes of an auditor; a
 * folder among them is named and not opened. Refuses as `ledger.bad_bundle` what looks like a part
 * of the bundle: whoever opens the folder would take it for one that was verified.
 */
export function unlistedFiles({ folder, paths }: OpenBundle): string[] {
  const listed = new Set([MANIFEST, MANIFEST_NOTE, ...paths]);
  const folders = new Set(['.', ...paths.map((path) => dirname(path))]);
  const unlisted = [...folders].flatMap((around) =>
    entriesOf(folder, around)
      .map((entry) => ({
        path: around === '.' ? entry.name : `${around}/${entry.name}`,
        end: entry.isDirectory() ? '/' : '',
      }))
      .filter(({ path }) => !listed.has(path) && !folders.has(path)),
  );
  unlisted.sort((one, other) => (one.path < other.path ? -1 : 1));
  const stray = unlisted.find(({ path }) => looksLikePart(path));
  if (stray !== undefined) throw notListed(printable(stray.path));
  return unlisted.map(({ path, end }) => `${printable(path)}${end}`);
}

function entriesOf(folder: string, around: string): Dirent[] {
  try {
    return readdirSync(join(folder, around), { withFileTypes: true });
  } catch (error) {
    throw unreadable(join(folder, around), error);
  }
}

function notListed(path: string): Error {
  return badBundle(
    `${path} lies in the bundle, but ${MANIFEST} does not list it: it was not signed with the bundle. Move it away and verify again.`,
    `导出包中有 ${path}，但 ${MANIFEST} 未列出，即未随导出包一并签名：请将其移走后重新验证。`,
  );
}

/** A name may hold what a terminal obeys, or what turns the direction of writing. */
function printable(path: string): string {
  return path.replace(/\p{C}/gu, '\u{fffd}');
}
