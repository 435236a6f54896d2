import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { REPOSITORY, read } from './repository';

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly license?: string | readonly string[] | { readonly type?: string };
  readonly licenses?: readonly { readonly type?: string }[];
}

/** Every package of the lock file by its folder, `node_modules/a/node_modules/b`. */
export function lockedPackages(): readonly (readonly [folder: string, locked: LockedPackage])[] {
  const lock = JSON.parse(read('package-lock.json')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  return Object.entries(lock.packages).filter(([folder]) => folder !== '');
}

/** Every version of one package that we ship, wherever it is nested in the lock file. */
export function lockedVersions(name: string): string[] {
  return lockedPackages()
    .filter(([folder, { dev }]) => dev !== true && folder.endsWith(`node_modules/${name}`))
    .map(([, { version }]) => version ?? '');
}

/**
 * Optional packages that the lock file names but does not hold, mostly builds for other platforms.
 * A registry that lacks them leaves them out, and then `npm ci` refuses the lock file.
 */
export function optionalPackagesNotLocked(): string[] {
  const folders = new Set(lockedPackages().map(([folder]) => folder));
  return lockedPackages().flatMap(([folder, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !foldersThatServe(folder, name).some((place) => folders.has(place)))
      .map((name) => `${name}, wanted by ${folder}`),
  );
}

/** Where Node looks for a package, from a folder such as `node_modules/a/node_modules/b`. */
function foldersThatServe(folder: string, name: string): string[] {
  const nested = folder.split('/node_modules/');
  const above = nested.map((_, depth) => nested.slice(0, depth + 1).join('/node_modules/'));
  return [...above.map((place) => `${place}/node_modules/${name}`), `node_modules/${name}`];
}

/** Negative, zero or positive as `a` is older than, the same as or newer than `b`. */
export function compareVersions(a: string, b: string): number {
  const numbersOfB = numbersOf(b);
  const differences = numbersOf(a).map((number, index) => number - (numbersOfB[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

function numbersOf(version: string): number[] {
  return (version.split(/[-+]/)[0] ?? '').split('.').map(Number);
}

/** The licence that a package names, as an SPDX expression; undefined if it is not installed. */
export function licenceOf(folder: string): string | undefined {
  const path = join(REPOSITORY, folder, 'package.json');
  if (!existsSync(path)) return undefined;
  const { license, licenses } = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  if (typeof license === 'string') return license;
  // An old form: whoever uses the package chooses one of them.
  if (isList(license)) return license.join(' OR ') || 'none';
  const named = license === undefined ? (licenses ?? []) : [license];
  return named.map(({ type }) => type ?? 'none').join(' OR ') || 'none';
}

function isList(license: Manifest['license']): license is readonly string[] {
  return Array.isArray(license);
}

/**
 * Whether an SPDX expression lets us choose licences of the given set. Where it mixes AND and OR,
 * all of them must be in the set.
 */
export function isLicenceWithin(expression: string, allowed: ReadonlySet<string>): boolean {
  const licences = expression.split(/[()\s]+|\b(?:AND|OR)\b/).filter(Boolean);
  return expression.includes(' OR ') && !expression.includes(' AND ')
    ? licences.some((licence) => allowed.has(licence))
    : licences.every((licence) => allowed.has(licence));
}
