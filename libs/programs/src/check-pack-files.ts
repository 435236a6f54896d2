import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { DomainError } from '@app/kernel';
import { parseStrictly } from '@app/platform';

import { problem, unreadable } from './checks/pack-problem';
import type { PackProblem } from './checks/pack-problem';
import { versionProblems } from './checks/version-problems';
import type { Pack } from './domain/pack';
import {
  PACKS_FOLDER,
  casesPathOf,
  checkPackFile,
  readPackFolders,
  sourceOfPacks,
} from './read-pack-folder';
import { checkCases, runCases } from './run-cases';

/** A fault and the file that it is in. */
export interface FileProblem extends PackProblem {
  readonly file: string;
}

/** One file of a pack, with all that is wrong with it and with its cases. */
export interface CheckedPackFile {
  readonly file: string;
  /** `null` when the file is no pack that can be used. */
  readonly pack: Pack | null;
  /** How many cases it passed. */
  readonly casesPassed: number;
  readonly problems: readonly FileProblem[];
  /** Allowed, and yet they look like a slip. */
  readonly warnings: readonly FileProblem[];
}

/**
 * Checks a pack file, or every pack below a folder, as the service does at start, runs the cases
 * beside each, and looks at the versions of one pack together, those that are built in among them.
 * Says every problem there is; throws `programs.no_packs` when there is nothing to check.
 */
export function checkPackFiles(path: string, builtIn = PACKS_FOLDER): CheckedPackFile[] {
  const checked = packFilesAt(path).map(checkOne);
  const packs = checked.flatMap(({ pack }) => (pack === null ? [] : [pack]));
  const between = versionProblems([...builtInBeside(checked, builtIn), ...packs]);
  return checked.map((one) => ({
    ...one,
    problems: [
      ...one.problems,
      ...between
        .filter(({ pack }) => pack === one.pack)
        .map(({ problem: found }) => ({ file: one.file, ...found })),
    ],
  }));
}

/** The packs that are built in, but for files that are themselves among the checked ones. */
function builtInBeside(checked: readonly CheckedPackFile[], builtIn: string): Pack[] {
  const paths = checked.map(({ file }) => resolve(file));
  const places = [builtIn, sourceOfPacks(builtIn)];
  return readPackFolders([builtIn]).filter(({ packId, version }) =>
    places.every((folder) => !paths.includes(join(folder, packId, `${version}.json`))),
  );
}

function checkOne(file: string): CheckedPackFile {
  const checked = checkPackFile(file);
  const inFile = (found: PackProblem): FileProblem => ({ file, ...found });
  if ('problems' in checked) {
    const problems = checked.problems.map(inFile);
    return { file, pack: null, casesPassed: 0, problems, warnings: [] };
  }
  const { pack } = checked;
  const cases = checkCasesBeside(file, pack);
  return { file, pack, ...cases, warnings: checked.warnings.map(inFile) };
}

function checkCasesBeside(
  packFile: string,
  pack: Pack,
): Pick<CheckedPackFile, 'casesPassed' | 'problems'> {
  const file = casesPathOf(packFile);
  const all = (problems: readonly PackProblem[]): FileProblem[] =>
    problems.map((found) => ({ file, ...found }));
  if (!existsSync(file)) return { casesPassed: 0, problems: all([NO_CASES]) };
  let written: unknown;
  try {
    written = parseStrictly(readFileSync(file));
  } catch (error) {
    return { casesPassed: 0, problems: all([unreadable(error)]) };
  }
  const checked = checkCases(written);
  if ('problems' in checked) return { casesPassed: 0, problems: all(checked.problems) };
  const failed = runCases(pack, checked.cases);
  const failedTitles = new Set(failed.map(({ title }) => title));
  return {
    casesPassed: checked.cases.cases.length - failedTitles.size,
    problems: all(
      failed.map(({ path, text, title }) => ({
        path,
        text: { en: `"${title}": ${text.en}`, 'zh-CN': `“${title}”：${text['zh-CN']}` },
      })),
    ),
  };
}

/** The file itself, or the packs in a folder and in the folders below it. */
function packFilesAt(path: string): string[] {
  const found = isFolder(path) ? filesIn(path, 1) : [path].filter((file) => existsSync(file));
  if (found.length > 0) return found.sort();
  throw new DomainError('not_found', 'programs.no_packs', {
    en: `There is no pack at ${path}: name a file <packId>/<version>.json, or a folder of them.`,
    'zh-CN': `${path} 中没有规则包：请指定文件 <packId>/<version>.json，或其所在文件夹。`,
  });
}

/** Everything that is called like a pack: why one cannot be read is for its check to say. */
function filesIn(folder: string, levelsBelow: number): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => join(folder, name))
    .flatMap((path) => {
      if (path.endsWith('.json')) return /\.(cases|schema)\.json$/.test(path) ? [] : [path];
      return levelsBelow > 0 && isFolder(path) ? filesIn(path, levelsBelow - 1) : [];
    });
}

/** A link in a circle, or one that leads nowhere, is none. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

const NO_CASES = problem(
  '$',
  'There is no such file: write at least one case that says what the pack does.',
  '没有该文件：请至少编写一个用例，说明规则包的结果。',
);
