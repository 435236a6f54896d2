import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';

import { parseStrictly } from '@app/platform';

import { checkPack } from './check-pack';
import { problem, unreadable } from './checks/pack-problem';
import type { PackProblem } from './checks/pack-problem';
import { versionProblems } from './checks/version-problems';
import type { Pack } from './domain/pack';
import { malformedPack } from './malformed-pack';
import type { PackFault } from './malformed-pack';

/** `libs/programs/packs` beside the source and, copied by the build, beside the compiled files. */
export const PACKS_FOLDER = join(__dirname, '..', 'packs');

/**
 * Where the build copied a folder of packs from, in a checkout: a file there and its copy are one
 * pack, not two. A folder that no build made is its own source.
 */
export function sourceOfPacks(folder: string): string {
  return folder.replace(`${sep}dist${sep}libs${sep}`, `${sep}libs${sep}`);
}

/**
 * Reads every pack below some folders: `<packId>/<version>.json` (a `.cases.json` beside it belongs
 * to `ganpei programs check`). All of them are read and checked, each by itself and versions
 * against each other, before one is returned; otherwise one error lists every problem of every
 * file. A version that two folders hold is refused: what was built in is never replaced.
 */
export function readPackFolders(folders: readonly string[]): Pack[] {
  const read = folders.flatMap(readFolder);
  const faults = read.flatMap((file) => ('faults' in file ? file.faults : []));
  const files = read.flatMap((file) => ('pack' in file ? [file] : []));
  const packs = files.map(({ pack }) => pack);
  const between = versionProblems(packs).map(({ pack, problem: found }): PackFault => ({
    place: files.find((file) => file.pack === pack)?.path ?? pack.packId,
    problem: found,
  }));
  if (faults.length + between.length > 0) throw malformedPack([...faults, ...between]);
  return packs;
}

type ReadFile =
  { readonly path: string; readonly pack: Pack } | { readonly faults: readonly PackFault[] };

function readFolder(folder: string): ReadFile[] {
  let paths: string[];
  try {
    paths = packFiles(folder);
  } catch (error) {
    return [{ faults: [{ place: folder, problem: unreadable(error) }] }];
  }
  if (paths.length === 0) return [{ faults: [{ place: folder, problem: noPacks() }] }];
  return paths.map((path) => {
    const checked = checkPackFile(path);
    if ('pack' in checked) return { path, pack: checked.pack };
    return { faults: checked.problems.map((found) => ({ place: path, problem: found })) };
  });
}

/** Links are followed, because mounted configuration consists of them; hidden entries are not. */
function packFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.') && statSync(join(folder, name)).isDirectory())
    .flatMap((name) => readdirSync(join(folder, name)).map((file) => join(folder, name, file)))
    .filter((path) => path.endsWith('.json') && !path.endsWith('.cases.json'))
    .sort();
}

/**
 * Checks one file as `checkPack` does, and that it is called `<packId>/<version>.json`. What cannot
 * be read, or is no JSON, is a problem of the whole file (`$`).
 */
export function checkPackFile(path: string): ReturnType<typeof checkPack> {
  let written: unknown;
  try {
    written = parseStrictly(readFileSync(path));
  } catch (error) {
    return { problems: [unreadable(error)] };
  }
  const checked = checkPack(written);
  if ('problems' in checked) return checked;
  const { packId, version } = checked.pack;
  const problems = [
    ...misnamed('$.packId', packId, basename(dirname(resolve(path)))),
    ...misnamed('$.version', version, basename(path, '.json')),
  ];
  return problems.length === 0 ? checked : { problems };
}

/** Where the golden cases of a pack file are. */
export function casesPathOf(packPath: string): string {
  return packPath.replace(/\.json$/, '.cases.json');
}

function misnamed(path: string, written: string, name: string): PackProblem[] {
  if (written === name) return [];
  return [
    problem(
      path,
      `The file says "${written}", its place says "${name}"; the two must be the same.`,
      `文件内容为“${written}”，而所在位置为“${name}”，两者必须一致。`,
    ),
  ];
}

function noPacks(): PackProblem {
  return problem(
    '$',
    'There is no pack in this folder; a pack is <packId>/<version>.json below it.',
    '该文件夹中没有规则包；规则包应为其下的 <packId>/<version>.json。',
  );
}
