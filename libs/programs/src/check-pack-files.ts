import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { DomainError } from '@app/kernel';
import { parseStrictly } from '@app/platform';

import { problem } from './checks/pack-problem';
import type { PackProblem } from './checks/pack-problem';
import { versionProblems } from './checks/version-problems';
import type { Pack } from './domain/pack';
import { casesPathOf, checkPackFile } from './read-pack-folder';
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
 * beside each, and looks at versions of one pack together. Says every problem there is; throws
 * `programs.no_packs` when there is nothing to check.
 */
export function checkPackFiles(path: string): CheckedPackFile[] {
  const checked = packFilesAt(path).map(checkOne);
  const packs = checked.flatMap(({ pack }) => (pack === null ? [] : [pack]));
  const between = versionProblems(packs);
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
  const files = existsSync(path) && statSync(path).isDirectory() ? filesIn(path, 1) : [path];
  const found = files.filter((file) => existsSync(file) && statSync(file).isFile());
  if (found.length > 0) return found.sort();
  throw new DomainError('not_found', 'programs.no_packs', {
    en: `There is no pack at ${path}: name a file <packId>/<version>.json, or a folder of them.`,
    'zh-CN': `${path} 中没有规则包：请指定文件 <packId>/<version>.json，或其所在文件夹。`,
  });
}

function filesIn(folder: string, levelsBelow: number): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => join(folder, name))
    .flatMap((path) => {
      if (statSync(path).isDirectory())
        return levelsBelow > 0 ? filesIn(path, levelsBelow - 1) : [];
      return path.endsWith('.json') && !/\.(cases|schema)\.json$/.test(path) ? [path] : [];
    });
}

const NO_CASES = problem(
  '$',
  'There is no such file: write at least one case that says what the pack does.',
  '没有该文件：请至少编写一个用例，说明规则包的结果。',
);

function unreadable(error: unknown): PackProblem {
  if (error instanceof DomainError) return { path: '$', text: error.text };
  const cause = error instanceof Error ? error.message : String(error);
  return problem('$', `It cannot be read: ${cause}.`, `无法读取：${cause}。`);
}
