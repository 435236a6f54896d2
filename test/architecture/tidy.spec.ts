import { readdirSync } from 'node:fs';

import {
  compareVersions,
  isLicenceWithin,
  licenceOf,
  lockedPackages,
  lockedVersions,
  optionalPackagesNotLocked,
} from './packages';
import { REPOSITORY, filesWrittenByHand, read } from './repository';

const FILES = filesWrittenByHand();
const SOURCES = FILES.filter((file) => /\.(ts|tsx|cjs|mjs)$/.test(file));

/** Names that say where a thing was put, not what it is. */
const EMPTY_NAME =
  /(^|[/.-])(util|utils|utilities|helper|helpers|common|commons|manager|managers|base|misc)([/.-]|$)/;

/** Markers of work that is not finished, in a comment of any of our languages. */
const UNFINISHED = new RegExp(
  `(//|/?\\*|#|--|<!--).*\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'].join('|')})\\b`,
);

const TOP_LEVEL = [
  'README.md',
  'apps',
  'docker',
  'eslint.config.mjs',
  'libs',
  'migrations',
  'nest-cli.json',
  'package-lock.json',
  'package.json',
  'test',
  'tsconfig.json',
];
const MADE_BY_TOOLS = ['coverage', 'dist', 'node_modules'];

/** Packages with a past hole or break: the oldest version we accept, and the first we do not. */
const VERSION_LIMITS: readonly (readonly [name: string, oldest: string, below: string])[] = [
  ['multer', '2.2.0', '3.0.0'],
  ['file-type', '21.3.2', '22.0.0'],
  ['qs', '6.14.2', '7.0.0'],
  ['path-to-regexp', '8.0.0', '9.0.0'],
  ['validator', '13.15.16', '14.0.0'],
  ['bullmq', '6.3.3', '7.0.0'],
];

const PERMISSIVE: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
]);
/** Tables of facts and fonts may ask to be named; the README of the lib that uses them does. */
const NAMED_DATA: ReadonlyMap<string, string> = new Map([
  ['node_modules/date-holidays', '(ISC AND CC-BY-3.0)'],
  // A font may be embedded and handed on, and not sold by itself; `libs/review/README.md` names it.
  ['node_modules/@expo-google-fonts/noto-sans-sc', 'MIT AND OFL-1.1'],
  // Which browser can what, for whoever makes mails smaller; `libs/messaging/README.md` names it.
  ['node_modules/caniuse-lite', 'CC-BY-4.0'],
  // MIT, with the address of the text behind it.
  ['node_modules/slick', 'MIT (http://mootools.net/license.txt)'],
  // Its file LICENSE is that of MIT, and its manifest forgets to say so.
  ['node_modules/png-js', 'none'],
]);
/** libvips lies beside our code as a library that anybody may replace: what the LGPL asks for. */
const REPLACEABLE = 'node_modules/@img/sharp-';
const REPLACEABLE_LICENCES: ReadonlySet<string> = new Set([...PERMISSIVE, 'LGPL-3.0-or-later']);
/** Built into the pages that we serve, though npm counts them among the tools. */
const SHIPPED_IN_THE_WEB = ['react', 'react-dom', 'scheduler'].map(
  (name) => `node_modules/${name}`,
);

function kebab(className: string): string {
  return className.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}

describe('the repository', () => {
  it('holds at its top level only what the README lists', () => {
    const names = readdirSync(REPOSITORY).filter(
      (name) => !name.startsWith('.') && !MADE_BY_TOOLS.includes(name),
    );
    expect(names.sort()).toEqual(TOP_LEVEL);
  });

  it('names files and folders after what they are', () => {
    expect(FILES.filter((file) => EMPTY_NAME.test(file))).toEqual([]);
  });

  it('holds no markers of unfinished work', () => {
    const marked = FILES.flatMap((file) =>
      read(file)
        .split('\n')
        .flatMap((line, index) => (UNFINISHED.test(line) ? [`${file}:${String(index + 1)}`] : [])),
    );
    expect(marked).toEqual([]);
  });

  it('gives a reason wherever it switches a lint rule off', () => {
    const silent = SOURCES.filter((file) => /eslint-disable(?!.* -- \S)/.test(read(file)));
    expect(silent.filter((file) => file !== 'test/architecture/tidy.spec.ts')).toEqual([]);
  });

  it('imports request bodies as values, because an erased class is not validated', () => {
    const erased = SOURCES.filter((file) => /import type [^;]*\.dto'/.test(read(file)));
    expect(erased).toEqual([]);
  });
});

describe('each lib', () => {
  const libs = readdirSync(`${REPOSITORY}/libs`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  it.each(libs)('%s has a README and a public face', (lib) => {
    const wanted = [`libs/${lib}/README.md`, `libs/${lib}/src/index.ts`];
    expect(wanted.filter((file) => !FILES.includes(file))).toEqual([]);
  });

  it.each(libs)('%s names in its README only files that there are', (lib) => {
    const named = [...read(`libs/${lib}/README.md`).matchAll(/`([\w./-]+\.ts)`/g)];
    const names = named.map(([, name = '']) => name);
    const isThere = (name: string): boolean => FILES.some((file) => file.endsWith(`/${name}`));
    expect(names.filter((name) => !isThere(name))).toEqual([]);
  });

  it.each(['claims', 'review', 'messaging'])('%s shows its folders in its README', (lib) => {
    const folders = readdirSync(`${REPOSITORY}/libs/${lib}/src`, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    const [table = ''] = /\| Folder of `src` \|[^]*?\n\n/.exec(read(`libs/${lib}/README.md`)) ?? [];
    const shown = [...table.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([\w-]+)`/g)].map(([, name]) => name),
    );
    expect(shown.filter((name) => name !== 'src').sort()).toEqual(folders.sort());
  });

  it('has one class per operation, in a file of its name', () => {
    const operations = SOURCES.filter(
      (file) => file.includes('/operations/') && !file.endsWith('.spec.ts'),
    );
    const wrong = operations.filter((file) => {
      const classes = [...read(file).matchAll(/^export (?:abstract )?class (\w+)/gm)];
      return classes.length !== 1 || !file.endsWith(`/${kebab(classes[0]?.[1] ?? '')}.ts`);
    });
    expect(wrong).toEqual([]);
  });
});

describe('the packages we build on', () => {
  it.each(VERSION_LIMITS)('%s is at least %s and below %s', (name, oldest, below) => {
    const versions = lockedVersions(name);
    expect(versions).not.toEqual([]);
    const outside = versions.filter(
      (version) => compareVersions(version, oldest) < 0 || compareVersions(version, below) >= 0,
    );
    expect(outside).toEqual([]);
  });

  it('are locked by their content, not by the address they came from', () => {
    const addressed = lockedPackages().filter(([, { resolved }]) => resolved !== undefined);
    expect(addressed.map(([folder]) => folder)).toEqual([]);
  });

  it('are locked for every platform, or npm ci refuses the lock file', () => {
    expect(optionalPackagesNotLocked()).toEqual([]);
  });

  it('carry a licence that lets everyone use, change and sell what we ship', () => {
    const shipped = lockedPackages().filter(
      ([folder, { dev }]) => dev !== true || SHIPPED_IN_THE_WEB.includes(folder),
    );
    const refused = shipped.flatMap(([folder]) => {
      const licence = licenceOf(folder);
      const isNamed = licence === NAMED_DATA.get(folder);
      const allowed = folder.startsWith(REPLACEABLE) ? REPLACEABLE_LICENCES : PERMISSIVE;
      const fine = isNamed || licence === undefined || isLicenceWithin(licence, allowed);
      return fine ? [] : [`${folder}: ${licence}`];
    });
    expect(refused).toEqual([]);
    expect(shipped.length).toBeGreaterThan(100);
  });
});

describe('the rules above', () => {
  it.each([
    ['libs/claims/src/utils/format.ts', true],
    ['libs/claims/src/claim.helper.ts', true],
    ['libs/claims/src/base-service.ts', true],
    ['libs/kernel/src/base32.ts', false],
    ['libs/claims/src/database.ts', false],
  ])('judge the name %s (empty: %s)', (file, empty) => {
    expect(EMPTY_NAME.test(file)).toBe(empty);
  });

  it.each([
    [`// ${'TO' + 'DO'}: later`, true],
    [`  # ${'FIX' + 'ME'}`, true],
    ["Money.of(1n, 'XXX')", false],
  ])('judge the line %s (unfinished: %s)', (line, unfinished) => {
    expect(UNFINISHED.test(line)).toBe(unfinished);
  });

  it.each([
    ['2.10.0', '2.9.9', 1],
    ['21.3.4', '22.0.0', -1],
    ['8.0.0', '8.0.0', 0],
    ['6.3.3-beta.1', '6.3.3', 0],
  ])('order version %s against %s', (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b))).toBe(sign);
  });

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND GPL-3.0-only', false],
    ['(MIT OR ISC) AND GPL-3.0-only', false],
    ['none', false],
  ])('judge the licence %s (fine: %s)', (expression, fine) => {
    expect(isLicenceWithin(expression, PERMISSIVE)).toBe(fine);
  });
});
